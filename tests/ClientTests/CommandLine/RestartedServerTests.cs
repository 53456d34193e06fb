namespace ClientTests.CommandLine;

/// <summary><c>uploads put</c> while the server is killed and started again.</summary>
[Collection(nameof(KilledParticipants))]
public sealed class RestartedServerTests(KilledParticipants topology)
{
    // More than this machine sends in a moment.
    private const long Large = 1L << 30;

    private static readonly string[] Servers = ["dataprovider", "datagateway"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_ServersKilledMidway_GoesOnByItselfOrByTheSameCommand()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("film.bin", Large, seed: 1, Stop);
        var uploads = new UploadsProgram(topology, place);
        var stored = new StoredBytes(topology);

        var putting = uploads.RunAsync("put", "film.bin", place.UrlOf("film.bin"));
        await stored.MoreThanAsync(Large / 16);
        foreach (var server in Servers)
        {
            await topology.KillAsync(server, Stop);
        }

        Assert.False(putting.IsCompleted, "It was complete before anything was killed.");
        foreach (var server in Servers)
        {
            await topology.StartAgainAsync(server, Stop);
        }

        (await putting).EndedWith(0);
        var (sha256, length) = await place.Client.DownloadAsync(place.UrlOf("film.bin"), Stop);
        Assert.Equal((await place.Sha256Async("film.bin", Stop), Large), (sha256, length));
    }
}
