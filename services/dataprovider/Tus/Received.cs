using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>How a request with bytes of a resumable upload ended.</summary>
/// <param name="Session">The upload as it is now; null when it was not found.</param>
/// <param name="Offset">Bytes that are durable.</param>
/// <param name="ExpiresAt">When it ends unless more arrive; null when it is complete or has ended.</param>
/// <param name="Commit">Set when this request completed the upload.</param>
/// <param name="Error">Why it is not answered with success.</param>
/// <param name="Detail">What the client can do about it.</param>
internal sealed record Received(
    UploadSession? Session, long Offset, DateTimeOffset? ExpiresAt = null, CommitResult? Commit = null, TransferError? Error = null, string? Detail = null)
{
    public static Received Refused(Refusal refusal, string? detail) => new(null, 0, Error: TransferErrors.Of(refusal), Detail: detail);
}
