using System.Diagnostics;
using System.Globalization;
using System.Net;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>Many uploads while participants are killed at random, for as long as SOAK_MINUTES says; SOAK_SEED repeats the choices of a run.</summary>
[Trait("Suite", "Soak")]
public sealed class RandomKillTests(RandomKillTests.Own topology) : IClassFixture<RandomKillTests.Own>
{
    private const int Uploaders = 6;
    private static readonly string[] Victims = ["ocdav", "storageprovider", "dataprovider"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_ManyWhileParticipantsAreKilled_EveryFileIsOneThatWasSentWhole()
    {
        var seed = Setting("SOAK_SEED", Random.Shared.Next());
        var until = TimeSpan.FromMinutes(Setting("SOAK_MINUTES", 10));
        TestContext.Current.SendDiagnosticMessage($"SOAK_SEED={seed}");
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        using var acknowledgements = new SemaphoreSlim(0);
        var files = Enumerable.Range(0, Uploaders).Select(number => new UploadedFile(number, seed + number)).ToList();
        var uploading = files.Select(file => UploadAsync(file, space, acknowledgements, over.Token)).ToList();

        var random = new Random(seed);
        var clock = Stopwatch.StartNew();
        var kills = 0;
        do
        {
            // Not after a time but after some uploads, so that a slow machine is killed as often between two of them as a fast one.
            for (var left = random.Next(1, 40); left > 0; left--)
            {
                await acknowledgements.WaitAsync(TimeSpan.FromMinutes(2), Stop);
            }

            var victim = Victims[random.Next(Victims.Length)];
            await topology.KillAsync(victim, Stop);
            await topology.StartAgainAsync(victim, Stop);
            kills++;
        }
        while (clock.Elapsed < until);

        await over.CancelAsync();
        await Task.WhenAll(uploading);
        TestContext.Current.SendDiagnosticMessage($"{kills} kills, {files.Sum(file => file.Acknowledged)} uploads acknowledged");
        using var after = DavClient.Einstein(topology.App);
        foreach (var file in files)
        {
            Assert.True(file.Acknowledged > 0, $"Nothing was acknowledged for {file.Name}.");
            var (content, length) = await after.DownloadAsync(DavClient.Url(space, file.Name), Stop);
            Assert.Contains((content, length), await file.PossibleAsync(Stop));
        }
    }

    private async Task UploadAsync(UploadedFile file, string space, SemaphoreSlim acknowledgements, CancellationToken over)
    {
        using var client = DavClient.Einstein(topology.App);
        while (!over.IsCancellationRequested)
        {
            try
            {
                var (seed, length) = file.Next();
                using var put = await client.PutPatternAsync(DavClient.Url(space, file.Name), length, seed, over);
                if (put.StatusCode is HttpStatusCode.Created or HttpStatusCode.NoContent)
                {
                    file.Acknowledge();
                    acknowledgements.Release();
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                // Somebody on the way was killed, or it is over; the next one tells.
            }
        }
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    public sealed class Own : Topology;

    /// <summary>What was sent under one name: the last that was acknowledged, and those after it that may or may not have been committed.</summary>
    private sealed class UploadedFile(int number, int seed)
    {
        private readonly Random _random = new(seed);
        private readonly List<(int Seed, long Length)> _since = [];

        public string Name { get; } = $"soak-{number}.bin";

        public int Acknowledged { get; private set; }

        public (int Seed, long Length) Next()
        {
            _since.Add((_random.Next(), _random.Next(4 << 20)));
            return _since[^1];
        }

        public void Acknowledge()
        {
            Acknowledged++;
            _since.RemoveRange(0, _since.Count - 1);
        }

        public async Task<List<(string Sha256, long Length)>> PossibleAsync(CancellationToken cancellationToken)
        {
            var possible = new List<(string, long)>();
            foreach (var (sent, length) in _since)
            {
                possible.Add((await PatternStream.Sha256Async(length, sent, cancellationToken), length));
            }

            return possible;
        }
    }
}
