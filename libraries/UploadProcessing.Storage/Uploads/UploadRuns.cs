using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>How a run of an upload's mandatory steps ends.</summary>
public sealed class UploadRuns(UploadFinalizer finalizer, UploadAbortion abortion)
{
    /// <summary>Every step has let the upload pass: it becomes a file, or ends because what was true when its bytes had arrived no longer is:
    /// a precondition, the quota, the folder. A second time finds it ended, and nothing happens.</summary>
    public async ValueTask PassAsync(UploadId upload, RunReport report)
    {
        var result = await finalizer.FinalizeProcessedAsync(upload, report);
        if (result.Refusal is { } refusal and not Refusal.Ended and not Refusal.Aborted)
        {
            await abortion.AbortProcessedAsync(upload, report, new ProcessingFailure(refusal), result.Detail!);
        }
    }

    /// <summary>A step has decided against the upload. A second time finds it ended, and nothing happens.</summary>
    public ValueTask<bool> RefuseAsync(UploadId upload, RunReport report, string step, bool keepBytes, string reason) =>
        abortion.AbortProcessedAsync(upload, report, new ProcessingFailure(Refusal.Rejected, step, keepBytes), reason);
}
