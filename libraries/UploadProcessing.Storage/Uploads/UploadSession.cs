using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>One upload, from InitiateFileUpload to finalized or aborted. Its offset is not here: that is the length of the durable bytes.</summary>
public sealed record UploadSession
{
    /// <summary>Its id; the revision's too, once committed.</summary>
    public required UploadId Id { get; init; }

    /// <summary>The space it writes to.</summary>
    public required SpaceId Space { get; init; }

    /// <summary>The folder, by id: a rename of it during the upload is followed.</summary>
    public required NodeId Parent { get; init; }

    /// <summary>What it is for.</summary>
    public UploadKind Kind { get; init; }

    /// <summary>The file's name in that folder; empty for a part.</summary>
    public required string Name { get; init; }

    /// <summary>Who uploads.</summary>
    public required UserId User { get; init; }

    /// <summary>Bytes it will have; null while the client has not said.</summary>
    public long? Length { get; init; }

    /// <summary>The modification time the client wants.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>What the whole file must hash to.</summary>
    public Checksum? Checksum { get; init; }

    /// <summary>What the client demanded of the file it writes.</summary>
    public UploadPreconditions Preconditions { get; init; } = UploadPreconditions.None;

    /// <summary>Bytes of quota it holds until it ends.</summary>
    public long ReservedBytes { get; init; }

    /// <summary>Whether it may be gone on with after its connection has ended; a PUT is whole or it is nothing.</summary>
    public bool Resumable { get; init; }

    /// <summary><c>Upload-Metadata</c> as it came.</summary>
    public string? Metadata { get; init; }

    /// <summary><c>Upload-Concat</c> as it came; of a final upload it holds its parts' tokens: a secret.</summary>
    public string? Concat { get; init; }

    /// <summary>The client's own name for its creation.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>Where the checksummed chunk begins that is arriving, or was when its process died: nothing from there on counts.</summary>
    public long? ChunkStart { get; init; }

    /// <summary>Where it is.</summary>
    public UploadState State { get; init; } = UploadState.Receiving;

    /// <summary>Why it was aborted.</summary>
    public string? Reason { get; init; }

    /// <summary>The run of its mandatory steps, the last if there were several; null when it never had one.</summary>
    public UploadRun? Run { get; init; }

    /// <summary>Set when it was aborted while it was being processed.</summary>
    public ProcessingFailure? Failure { get; init; }

    /// <summary>What steps remarked without refusing.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Whether its file was new; known once it has passed its steps.</summary>
    public bool? Created { get; init; }

    /// <summary>W3C <c>traceparent</c> of the request that created it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends unless more bytes arrive; never after <see cref="EndsAt"/>.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Its absolute end, which its transfer token shares.</summary>
    public required DateTimeOffset EndsAt { get; init; }
}
