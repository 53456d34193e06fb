using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;
using ServiceTests.Processing.Pipeline;
using ServiceTests.Processing.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport.Nats;

namespace ServiceTests.Processing.Notifications;

/// <summary>Applications are told what becomes of uploads: signed, until they have it, and nobody else is.</summary>
public sealed class NotificationTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private readonly SpaceId _space = SpaceId.New();
    private NatsServer _nats = null!;
    private NatsConnection _connection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _nats = await NatsServer.StartNewAsync(Stop);
        _connection = new NatsConnection(NatsOpts.Default with { Url = _nats.Url });
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _nats.DisposeAsync();
    }

    [Fact]
    public async Task Application_IsToldOfFilesAndOfUploadsThatEndedWithoutOne()
    {
        await using var receiver = await WebhookReceiver.StartAsync(StatusCodes.Status204NoContent);
        await using var host = await StartAsync(receiver);

        var ready = await PublishAsync(EventName.UploadReady);
        var aborted = await PublishAsync(EventName.UploadAborted);

        await Eventually.TrueAsync(() => receiver.Requests.Count == 2, Limit, () => "It was not told.");
        Assert.Equal(
            new[] { ("upload-ready", ready.ToString()), ("upload-aborted", aborted.ToString()) }.Order(),
            receiver.Requests.Select(request => (Text(request, "type"), (string)request.Data["uploadId"]!)).Order());
    }

    [Fact]
    public async Task Request_IsSignedAsStandardWebhooksAre()
    {
        await using var receiver = await WebhookReceiver.StartAsync(StatusCodes.Status204NoContent);
        await using var host = await StartAsync(receiver);
        var upload = await PublishAsync(EventName.UploadReady);

        await Eventually.TrueAsync(() => !receiver.Requests.IsEmpty, Limit, () => "It was not told.");

        var request = receiver.Requests.First();
        var (id, timestamp) = (request.Headers["webhook-id"], request.Headers["webhook-timestamp"]);
        Assert.StartsWith($"upload-ready.{upload}.", id, StringComparison.Ordinal);
        byte[] message = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. request.Body];
        var signed = HMACSHA256.HashData(_key, message);
        Assert.Equal($"v1,{Convert.ToBase64String(signed)}", request.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Application_ThatIsAway_IsToldOnceItIsThereWithTheSameId()
    {
        var isThere = false;
        await using var receiver = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = isThere ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
        await using (await StartAsync(receiver))
        {
            await PublishAsync(EventName.UploadReady);
            await Eventually.TrueAsync(() => receiver.Requests.Count >= 2, Limit, () => "It was not tried again.");
        }

        // Another process goes on: what is owed is nats's to remember.
        var before = receiver.Requests.Count;
        isThere = true;
        await using var host = await StartAsync(receiver);

        await Eventually.TrueAsync(() => receiver.Requests.Count > before, Limit, () => "It was not told after the restart.");
        Assert.Single(receiver.Requests.Select(request => request.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task Application_HearsOfItsSpacesOnly()
    {
        await using var receiver = await WebhookReceiver.StartAsync(StatusCodes.Status204NoContent);
        await using var host = await StartAsync(receiver, $"Notifications:app:Spaces:0={_space}");
        await PublishAsync(EventName.UploadReady, SpaceId.New());

        var ours = await PublishAsync(EventName.UploadReady);

        await Eventually.TrueAsync(() => !receiver.Requests.IsEmpty, Limit, () => "It was not told.");
        Assert.Equal([ours.ToString()], receiver.Requests.Select(request => (string)request.Data["uploadId"]!));
    }

    [Theory]
    [InlineData(410, "00:10:00")]
    [InlineData(500, "00:00:01")]
    public async Task Delivery_ThatIsGivenUp_IsAnEntryAndReplayedIsTriedAgain(int status, string patience)
    {
        var answer = status;
        await using var receiver = await WebhookReceiver.StartAsync(context =>
        {
            context.Response.StatusCode = answer;
            return Task.CompletedTask;
        });
        await using var host = await StartAsync(receiver, $"Notifications:app:Patience={patience}");
        var upload = await PublishAsync(EventName.UploadReady);
        var jetStream = new NatsJSContext(_connection);
        var givenUp = new GivenUpEvents(new KeyValueBuckets(new NatsKVContext(jetStream), NullLogger<KeyValueBuckets>.Instance), jetStream, Options.Create(new MessagingOptions()), TimeProvider.System);
        GivenUpEvent? entry = null;
        await Eventually.TrueAsync(
            async () => (entry = await givenUp.ListAsync(10, Stop).FirstOrDefaultAsync(Stop)) is not null, Limit, () => "It was never given up.");
        Assert.Equal((upload, "notify-app-upload-ready"), (entry!.Upload, entry.Consumer));
        var tries = receiver.Requests.Count;
        answer = StatusCodes.Status200OK;

        Assert.True(await givenUp.ReplayAsync(entry.Id, Stop));

        await Eventually.TrueAsync(() => receiver.Requests.Count > tries, Limit, () => "It was not told again.");
    }

    [Fact]
    public async Task Application_InThisNetwork_IsNotReachedUnlessItMayBe()
    {
        await using var receiver = await WebhookReceiver.StartAsync(StatusCodes.Status204NoContent);
        await using var allowed = await WebhookReceiver.StartAsync(StatusCodes.Status204NoContent);
        await using var host = await StartAsync(
            receiver, "Notifications:app:AllowPrivateAddresses=false", $"Notifications:other:Url={allowed.Url}", $"Notifications:other:Secrets:0={Secret}",
            "Notifications:other:Spaces:0=*", "Notifications:other:AllowPrivateAddresses=true");

        await PublishAsync(EventName.UploadReady);

        await Eventually.TrueAsync(() => !allowed.Requests.IsEmpty, Limit, () => "The other was not told.");
        Assert.Empty(receiver.Requests);
    }

    [Theory]
    [InlineData("Notifications:app:Url=ftp://example.org")]
    [InlineData("Notifications:app:Secrets:0=secret")]
    [InlineData("Notifications:Bad_Name:Url=https://example.org")]
    public async Task Configuration_ThatCannotBeUsed_IsRefusedAtStart(string setting)
    {
        await using var receiver = await WebhookReceiver.StartAsync(StatusCodes.Status204NoContent);

        await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(receiver, setting));
    }

    private string Secret => $"whsec_{Convert.ToBase64String(_key)}";

    private static string Text(ReceivedRequest request, string field) => (string)System.Text.Json.Nodes.JsonNode.Parse(request.Body)![field]!;

    private Task<PipelineHost> StartAsync(WebhookReceiver receiver, params string[] settings) => PipelineHost.StartAsync(
        _nats, Script.Says(StepResult.Continue),
        [
            $"Notifications:app:Url={receiver.Url}", $"Notifications:app:Secrets:0={Secret}", "Notifications:app:Spaces:0=*",
            "Notifications:app:AllowPrivateAddresses=true", "Notifications:app:FirstDelay=00:00:00.100", "Notifications:app:LongestDelay=00:00:00.500", .. settings,
        ]);

    /// <summary>Until it is stored: the stream is made by whoever is first.</summary>
    private async Task<UploadId> PublishAsync(EventName name, SpaceId? space = null)
    {
        var upload = UploadId.New();
        var payload = $$"""{"version":1,"uploadId":"{{upload}}","spaceId":"{{space ?? _space}}","name":"file.bin"}""";
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    (await new NatsJSContext(_connection).PublishAsync(
                        UploadSubjects.Of(name, upload), payload, opts: new NatsJSPubOpts { MsgId = upload.ToString() }, cancellationToken: Stop)).EnsureSuccess();
                    return true;
                }
                catch (NatsException)
                {
                    return false;
                }
            },
            Limit, () => "Nothing can be published.");
        return upload;
    }
}
