using UploadProcessing.Processing.Runs;

namespace UploadProcessing.Processing.Pipeline;

/// <summary>What comes next in a run.</summary>
internal abstract record Move
{
    private Move()
    {
    }

    /// <summary>Its current step is to be begun; <paramref name="Run"/> says so, and is noted first.</summary>
    public sealed record Attempt(ProcessingRun Run) : Move;

    /// <summary>Nothing, until then; <paramref name="Run"/> is noted first.</summary>
    public sealed record Wait(ProcessingRun Run, DateTimeOffset Until) : Move;

    /// <summary>It has ended, now or before; <paramref name="Run"/> is noted, then the outcome is told.</summary>
    public sealed record End(ProcessingRun Run, RunOutcome Outcome) : Move;
}
