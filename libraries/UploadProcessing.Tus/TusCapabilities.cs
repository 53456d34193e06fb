namespace UploadProcessing.Tus;

/// <summary>What a server offers. OPTIONS announces it and the rules of creation and PATCH keep to it, so the two cannot differ.</summary>
public sealed record TusCapabilities
{
    /// <summary>What is offered, of <see cref="TusExtensions.All"/>; announced in that order.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = TusExtensions.All;

    /// <summary>The most bytes an upload may have; null without a limit. "The Server SHOULD set this header if there is a known hard limit."</summary>
    public long? MaxSize { get; init; }

    /// <summary>The most parts of a final upload.</summary>
    public int MaxParts { get; init; } = 1000;

    /// <summary>The longest Upload-Metadata that is kept. HEAD sends it back, and common clients stop reading an answer's headers
    /// at 16 KiB; the longest path of common systems, 4,096 bytes, has 5,464 characters in Base64.</summary>
    public int MaxMetadataLength { get; init; } = 8 * 1024;

    /// <summary>The algorithms of <c>Upload-Checksum</c>, empty when <c>checksum</c> is not offered.</summary>
    public IReadOnlyList<ChecksumAlgorithm> ChecksumAlgorithms => Offers(TusExtensions.Checksum) ? ChecksumAlgorithm.All : [];

    /// <summary>Whether an extension is offered.</summary>
    public bool Offers(string extension) => Extensions.Contains(extension, StringComparer.Ordinal);

    /// <summary>Null, or <see cref="TusError.ExtensionNotOffered"/>.</summary>
    public TusError? Demand(string extension) => Offers(extension) ? null : TusError.ExtensionNotOffered;

    /// <summary>Null, or <see cref="TusError.TooLarge"/>. "If the length of the upload exceeds the maximum, which MAY be specified using
    /// the Tus-Max-Size header, the Server MUST respond with the 413 Request Entity Too Large status" (TUS 1.0.0, Creation; clause 18).</summary>
    public TusError? CheckSize(long length) => length > MaxSize ? TusError.TooLarge : null;
}
