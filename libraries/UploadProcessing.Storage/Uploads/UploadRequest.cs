using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Uploads;

/// <summary>What a client wants to upload and where.</summary>
/// <param name="File">The file: the last name of the path is the one it will have, what comes before it must exist.</param>
/// <param name="Length">Bytes, or null when not known yet.</param>
/// <param name="ModifiedAt">The modification time the file shall have; null: when it is committed.</param>
/// <param name="Checksum">What the whole file must hash to.</param>
/// <param name="Preconditions">What the client demands of the file it writes.</param>
/// <param name="TraceParent">W3C <c>traceparent</c> of the request.</param>
/// <param name="Resumable">Set when it may be gone on with after its connection has ended.</param>
public sealed record UploadRequest(
    NodeReference File,
    long? Length,
    DateTimeOffset? ModifiedAt,
    Checksum? Checksum,
    UploadPreconditions Preconditions,
    string? TraceParent,
    ResumableRequest? Resumable = null);
