using System.Diagnostics;
using EndToEndTests.Uploads;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Storm;

/// <summary>kill -9 of random participants, for as long as SOAK_MINUTES says; SOAK_SEED repeats the choices of a run.</summary>
internal static class RandomKills
{
    private static readonly string[] Victims = ["ocdav", "storageprovider", "dataprovider"];
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Kills one after the other and starts it again, while <paramref name="acknowledgements"/> count what the clients achieve.</summary>
    /// <param name="topology">Whose participants.</param>
    /// <param name="acknowledgements">Released by the clients, once for each.</param>
    /// <param name="most">How many of them lie between two kills at the most.</param>
    /// <param name="over">Ends it early, with everything running again.</param>
    /// <param name="cancellationToken">Ends it anywhere.</param>
    /// <returns>How many were killed.</returns>
    public static async Task<int> RunAsync(
        Topology topology, SemaphoreSlim acknowledgements, int most, CancellationToken over, CancellationToken cancellationToken)
    {
        var random = new Random(Soak.Seed);
        var clock = Stopwatch.StartNew();
        var kills = 0;
        do
        {
            // Not after a time but after some requests, so that a slow machine is killed as often between two of them as a fast one.
            for (var left = random.Next(1, most); left > 0; left--)
            {
                Assert.True(await acknowledgements.WaitAsync(Patience, cancellationToken), "Nobody gets an answer any more.");
            }

            var victim = Victims[random.Next(Victims.Length)];
            await topology.KillAsync(victim, cancellationToken);
            await topology.StartAgainAsync(victim, cancellationToken);
            kills++;
        }
        while (clock.Elapsed < Soak.Duration && !over.IsCancellationRequested);

        return kills;
    }
}
