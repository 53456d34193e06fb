using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>How a request about a resumable upload ended.</summary>
/// <param name="Upload">The upload as it is now: its offset is durable. Null when there is none to tell of.</param>
/// <param name="Commit">Set when this request completed the upload.</param>
/// <param name="Failure">Why it is not answered with success.</param>
internal sealed record Received(TusUpload? Upload, CommitResult? Commit = null, Failure? Failure = null)
{
    /// <summary>All bytes are there, and mandatory steps have not decided yet.</summary>
    public bool IsPending => Failure is null && Commit is { Run: not null, File: null };
}
