using System.Net;
using EndToEndTests.Uploads;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Storm;

/// <summary>Two dozen clients that upload, download, remove and move while participants are killed.</summary>
[Trait("Suite", "Soak")]
public sealed class StormTests(StormTests.Swept topology) : IClassFixture<StormTests.Swept>
{
    private const int Clients = 24;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Storm_WhileParticipantsAreKilled_BreaksNoPromiseAndLeavesTheStoreSound()
    {
        TestContext.Current.SendDiagnosticMessage($"SOAK_SEED={Soak.Seed}");
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        foreach (var folder in new[] { "storm", "storm/one", "storm/two" })
        {
            using var made = await client.Http.SendAsync(new HttpRequestMessage(new HttpMethod("MKCOL"), DavClient.Url(space, folder)), Stop);
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        }

        using var mover = new Mover(topology.App, topology.Minted);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var acknowledgements = new SemaphoreSlim(0);
        var clients = Enumerable.Range(0, Clients).Select(number => new StormClient(number, topology.App, mover, space)).ToList();
        var running = clients.Select(one => one.RunAsync(acknowledgements, over.Token)).ToList();
        var killing = RandomKills.RunAsync(topology, acknowledgements, most: 150, over.Token, Stop);
        // A client that finds a promise broken ends the storm.
        await Task.WhenAny([killing, .. running]);
        await over.CancelAsync();
        await Task.WhenAll(running);
        var kills = await killing;

        await Task.WhenAll(clients.Select(one => one.LookAsync()));
        var (sha256, length) = await client.DownloadAsync(DavClient.Url(space, StormClient.SharedName), Stop);
        Assert.Contains(new Content(sha256, length), clients.SelectMany(one => one.SharedContents));
        await StoreCheck.IsSoundAsync(topology.DataRoot, Stop);
        TestContext.Current.SendDiagnosticMessage(
            $"{kills} kills, {clients.Sum(one => one.Answered)} requests answered, {clients.Sum(one => one.Unanswered)} not");
        clients.ForEach(one => one.Dispose());
    }

    /// <summary>Sweeps all the time, so that what the kills leave is gone soon after.</summary>
    public sealed class Swept : Topology
    {
        public MintedTokens Minted { get; } = new();

        protected override IEnumerable<string> Arguments => Minted.Arguments;

        protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
            builder.CreateResourceBuilder<ProjectResource>("dataprovider")
                .WithEnvironment("Sweeping__Interval", "00:00:02")
                .WithEnvironment("Sweeping__AbandonedAfter", "00:01:00")
                .WithEnvironment("Sweeping__OrphanAge", "00:00:05");
    }
}
