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

    /// <summary>The file's name in that folder.</summary>
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

    /// <summary>Where it is.</summary>
    public UploadState State { get; init; } = UploadState.Receiving;

    /// <summary>Why it was aborted.</summary>
    public string? Reason { get; init; }

    /// <summary>W3C <c>traceparent</c> of the request that created it.</summary>
    public string? TraceParent { get; init; }

    /// <summary>When it was created.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its absolute end.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
