using ServiceTests.Messaging.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace ServiceTests.Processing.Support;

/// <summary>A service and its nats-server for the tests of a class, each of which has uploads of its own.</summary>
public sealed class StepHostFixture : IAsyncLifetime
{
    public const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    public const string NewSecret = "whsec_bmV3bmV3bmV3bmV3bmV3bmV3bmV3bmV3";
    public const string OtherSecret = "whsec_b3RoZXJvdGhlcm90aGVyb3RoZXJvdGhl";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    internal JetStreamScene Scene { get; private set; } = null!;

    internal StepHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Scene = await JetStreamScene.StartAsync();
        Host = await StepHost.StartAsync(
            Scene.Server,
            "license:Kind=webhook", "license:Url=https://example.org/", $"license:Secrets:0={Secret}", $"license:Secrets:1={NewSecret}",
            "other:Kind=webhook", "other:Url=https://example.org/", $"other:Secrets:0={OtherSecret}",
            "classify:Kind=remote");
    }

    /// <summary>The answers to an upload's steps, as soon as there is one.</summary>
    internal async Task<StepFinished> OnlyAnswerAsync(UploadId upload)
    {
        await Eventually.TrueAsync(() => Answers(upload).Any(), Patience, () => "There is no answer.");
        return Assert.Single(Answers(upload));
    }

    internal IEnumerable<StepFinished> Answers(UploadId upload) => Host.Answers.All.Where(answer => answer.UploadId == upload);

    /// <summary>What the stream has about an upload.</summary>
    internal async Task<IReadOnlyList<StoredEvent>> StoredAsync(UploadId upload) =>
        [.. (await StoredEvents.WaitAsync(Scene.Server.Url, 0)).Where(stored => stored.Subject.EndsWith($".{upload}", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await Scene.DisposeAsync();
    }
}
