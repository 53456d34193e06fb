using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Storage.Uploads;

/// <summary>What a run of an upload's steps consisted of, as whoever did them tells it when it ends.</summary>
/// <param name="Number">Which run.</param>
/// <param name="Marks">What steps remarked without refusing.</param>
/// <param name="Changes">What happened to them, in order.</param>
public sealed record RunReport(int Number, IReadOnlyList<string> Marks, IReadOnlyList<StepChange> Changes)
{
    /// <summary>Of a run that had no step.</summary>
    public static RunReport Of(UploadRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return new RunReport(run.Number, [], []);
    }
}
