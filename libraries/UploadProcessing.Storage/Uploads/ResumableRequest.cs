using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>What is asked beyond a plain upload when it may be gone on with after its connection has ended.</summary>
/// <param name="Metadata"><c>Upload-Metadata</c> as it came, to be told again byte for byte.</param>
/// <param name="Kind">Whether it is a whole file, a part, or parts joined.</param>
/// <param name="Concat"><c>Upload-Concat</c> as it came; of a final one a secret.</param>
/// <param name="Parts">What a final one joins, in order.</param>
/// <param name="IdempotencyKey">The client's own name for this creation: asked again with it, the same upload is answered.</param>
public sealed record ResumableRequest(
    string? Metadata = null,
    UploadKind Kind = UploadKind.File,
    string? Concat = null,
    IReadOnlyList<UploadId>? Parts = null,
    string? IdempotencyKey = null);
