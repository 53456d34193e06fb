using System.Globalization;
using UploadProcessing.Benchmarks.Metadata;

// One SQLite file, and one, two or four processes that commit uploads to it with 16 callers each; with the turnstile and without it, in
// interleaved rounds. Each round has a fresh folder: below the temporary one, or below the one that is named.
const int Rounds = 3;
if (args is [Worker.Command, var folder, var inTurns])
{
    await Worker.RunAsync(folder, bool.Parse(inTurns));
    return;
}

var parent = args is [var named] ? Path.GetFullPath(named) : Path.GetTempPath();
(int Processes, bool InTurns)[] scenes = [(1, true), (1, false), (2, true), (2, false), (4, true), (4, false)];
var results = scenes.ToDictionary(scene => scene, _ => new List<RoundResult>());
for (var round = 0; round < Rounds; round++)
{
    foreach (var scene in scenes)
    {
        results[scene].Add(await Round.RunAsync(parent, scene.Processes, scene.InTurns));
    }
}

Console.WriteLine("| Processes | Turnstile | uploads/s | least of busiest | p50 ms | p99 ms | worst ms |");
Console.WriteLine("| --- | --- | --- | --- | --- | --- | --- |");
foreach (var (scene, rounds) in results)
{
    var median = rounds.Select(round => round.UploadsPerSecond).Order().ElementAt(Rounds / 2);
    var fairness = rounds.Min(round => round.Fairness);
    var waits = rounds.SelectMany(round => round.Waits).Order().ToArray();
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"| {scene.Processes} | {(scene.InTurns ? "yes" : "no")} | {median:F0} | {fairness:P0} | {At(waits, 0.5):F1} | {At(waits, 0.99):F1} | {waits[^1]:F0} |"));
}

static double At(double[] sorted, double part) => sorted[(int)(part * (sorted.Length - 1))];
