using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Scrubbing;

/// <summary>One reading of all blobs, in the order of their revisions' ids, and how far it has come.</summary>
/// <param name="BegunAt">When it began.</param>
/// <param name="Position">The last revision that was read; null: none yet.</param>
/// <param name="Finished">Whether it has reached the end.</param>
public sealed record ScrubRound(DateTimeOffset BegunAt, UploadId? Position, bool Finished);
