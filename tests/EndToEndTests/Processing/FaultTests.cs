using System.Net;
using EndToEndTests.Uploads;

namespace EndToEndTests.Processing;

/// <summary>A hundred uploads are being processed when something dies or is lost: every one ends, once, and nothing stays behind.</summary>
public sealed class FaultTests(FaultTests.Impatient topology) : IClassFixture<FaultTests.Impatient>
{
    private const int Uploads = 100;

    private static readonly string[] InTurn = ["processing", "dataprovider", "processing"];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Store => Path.Combine(topology.DataRoot, "nats");

    [Theory]
    [InlineData("processing")]
    [InlineData("dataprovider")]
    public async Task Participant_Killed_EveryUploadEnds(string participant) => await EndAsync(participant, async () =>
    {
        await topology.KillAsync(participant, Stop);
        await topology.StartAgainAsync(participant, Stop);
    });

    [Fact]
    public async Task Nats_KilledAndBackWithItsStore_EveryUploadEnds() => await EndAsync("nats", async () =>
    {
        await topology.KillAsync("nats", Stop);
        await topology.StartAgainAsync("nats", Stop);
    });

    [Fact]
    public async Task Nats_BackWithoutItsStore_EveryUploadEnds() => await EndAsync("lost", async () =>
    {
        await topology.KillAsync("nats", Stop);
        Directory.Delete(Store, recursive: true);
        await topology.StartAgainAsync("nats", Stop);
    });

    [Fact]
    public async Task Nats_BackWithAnOlderCopyOfItsStore_EveryUploadEnds()
    {
        var copy = Path.Combine(topology.DataRoot, "older");
        await topology.KillAsync("nats", Stop);
        Copy(Store, copy);
        await topology.StartAgainAsync("nats", Stop);

        await EndAsync("older", async () =>
        {
            await topology.KillAsync("nats", Stop);
            Directory.Delete(Store, recursive: true);
            Directory.Move(copy, Store);
            await topology.StartAgainAsync("nats", Stop);
        });
    }

    [Theory]
    [InlineData("damaged", "")]
    [InlineData("damaged-messages", ".blk")]
    public async Task Nats_BackWithADamagedStore_EveryUploadEnds(string name, string files) => await EndAsync(name, async () =>
    {
        await topology.KillAsync("nats", Stop);
        Damage(Store, files);
        await topology.StartAgainAsync("nats", Stop);
    });

    [Fact]
    [Trait("Suite", "Soak")]
    public async Task Everything_KilledInTurnWithHundredsInFlight_EveryUploadEnds() => await EndAsync("soak", async () =>
    {
        foreach (var participant in InTurn)
        {
            await topology.KillAsync(participant, Stop);
            await topology.StartAgainAsync(participant, Stop);
        }

        await topology.KillAsync("nats", Stop);
        Directory.Delete(Store, recursive: true);
        await topology.StartAgainAsync("nats", Stop);
    }, uploads: 500);

    [Fact]
    public async Task Nats_Away_UploadsWithoutStepsDoNotNoticeAndTheOthersCompleteWhenItIsBack()
    {
        using var client = DavClient.Einstein(topology.App);
        var (lab, own) = (await client.SpaceAsync("Lab", Stop), await client.SpaceAsync("personal", Stop));
        await topology.KillAsync("nats", Stop);
        try
        {
            using var plain = await client.PutAsync(DavClient.Url(own, "without-nats.txt"), "hello", Stop);
            Assert.Equal(HttpStatusCode.Created, plain.StatusCode);
            using var processed = await client.PutAsync(DavClient.Url(lab, "with-nats.txt"), "hello", Stop);
            Assert.Equal(HttpStatusCode.Accepted, processed.StatusCode);
        }
        finally
        {
            await topology.StartAgainAsync("nats", Stop);
        }

        await Eventually.TrueAsync(
            async () =>
            {
                using var got = await client.Http.GetAsync(DavClient.Url(lab, "with-nats.txt"), Stop);
                return got.IsSuccessStatusCode;
            },
            Limit, () => "It was never finalized.");
    }

    private async Task EndAsync(string name, Func<Task> fault, int uploads = Uploads)
    {
        using var client = DavClient.Einstein(topology.App);
        var inFlight = await UploadsInFlight.StartAsync(topology, client, name, uploads);
        await fault();
        await inFlight.EndAsync(client);
    }

    /// <summary>Sectors that a disk has lost: nothing but zeros in the middle of each file.</summary>
    private static void Damage(string folder, string extension)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*" + extension, SearchOption.AllDirectories))
        {
            using var stream = File.OpenWrite(file);
            stream.Position = stream.Length / 2;
            stream.Write(new byte[512]);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Nobody waits for long, what was lost is soon asked for again, and each upload takes its time.</summary>
    public sealed class Impatient : ProcessedTopology
    {
        protected override IEnumerable<(string Key, string Value)> Processing =>
        [
            ("Processing:Steps:delay:Duration", "00:00:01"),
            ("Messaging:Consuming:Concurrency", "20"),
            ("Messaging:Consuming:AckWait", "00:00:02"),
        ];

        protected override IEnumerable<(string Key, string Value)> DataProvider =>
        [
            ("Finalization:ResponseDeadline", "00:00:00"),
            ("Sweeping:Interval", "00:00:01"),
            ("Sweeping:AskAgainAfter", "00:00:05"),
            ("Messaging:Consuming:AckWait", "00:00:02"),
        ];
    }
}
