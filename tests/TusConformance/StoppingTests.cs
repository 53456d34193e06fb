using System.Globalization;

namespace TusConformance;

/// <summary>A participant that is told to stop (SIGTERM) while a PATCH runs: an answer to go on from, and nothing lost.</summary>
public sealed class StoppingTests(StoppingTests.Own topology) : IClassFixture<StoppingTests.Own>
{
    private const int Length = 1 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("dataprovider")]
    [InlineData("datagateway")]
    public async Task Patch_WhileAParticipantStops_IsAnsweredAndCanGoOn(string participant)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, Length);
        using var running = await Wire.BeginAsync(
            "PATCH", upload, [TusSite.Version, TusSite.BodyType, "Upload-Offset: 0", $"Content-Length: {Length}"]);
        await running.SendAsync(new string('a', Length / 2));
        await ArrivedAsync();

        var stopped = topology.App.ResourceCommands.ExecuteCommandAsync(participant, KnownResourceCommands.StopCommand, Stop);
        var answer = Reply.Parse(await running.ReadToEndAsync());

        answer.MustBe(503);
        // The gateway's own answer says to ask for it: the dataprovider may have kept more than it knows of.
        Assert.Equal(participant == "dataprovider" ? Length / 2 : null, answer.Offset);
        Assert.True((await stopped).Success);
        await topology.App.ResourceCommands.ExecuteCommandAsync(participant, KnownResourceCommands.StartCommand, Stop);
        await topology.App.ResourceNotifications.WaitForResourceHealthyAsync(participant, Stop).WaitAsync(Limit, Stop);
        Assert.Equal(Length / 2, (await site.HeadAsync(upload)).Offset);
        (await site.PatchAsync(upload, Length / 2, new string('b', Length / 2))).MustBe(204);
        Assert.Equal(new string('a', Length / 2) + new string('b', Length / 2), await site.ContentAsync(name));
    }

    // A HEAD would take the upload over: the blob itself says how much of the PATCH has come through.
    private Task ArrivedAsync() => Eventually.TrueAsync(
        () => Directory.EnumerateFiles(topology.DataRoot, "*", SearchOption.AllDirectories).Any(file => new FileInfo(file).Length == Length / 2),
        Limit,
        () => string.Create(CultureInfo.InvariantCulture, $"No file of {Length / 2} bytes is below {topology.DataRoot}."));

    /// <summary>A topology of its own: participants stop in it.</summary>
    public sealed class Own : Topology;
}
