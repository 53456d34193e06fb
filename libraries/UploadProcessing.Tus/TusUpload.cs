namespace UploadProcessing.Tus;

/// <summary>What the rules need to know of an upload, however it is stored.</summary>
public sealed record TusUpload
{
    /// <summary>Bytes that are safely received.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes of the whole upload; null as long as nobody knows.</summary>
    public required long? Length { get; init; }

    /// <summary><see cref="UploadMetadata.Raw"/> of its creation.</summary>
    public string? Metadata { get; init; }

    /// <summary><see cref="UploadConcat.Raw"/> of its creation.</summary>
    public string? Concat { get; init; }

    /// <summary>A final upload of which the parts are not yet all there, or not yet joined.</summary>
    public bool IsPending { get; init; }

    /// <summary>When it goes if it stays unfinished; null if it does not.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Whole, partial or final.</summary>
    public UploadKind Kind => UploadConcat.KindOf(Concat);

    /// <summary>Every byte is there.</summary>
    public bool IsComplete => Offset == Length && !IsPending;
}
