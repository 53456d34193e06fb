namespace UploadProcessing.Tus;

/// <summary>A POST that creates an upload, read and checked (TUS 1.0.0, Creation and Concatenation; clauses 17 to 23 and 30).</summary>
public sealed record CreationRequest
{
    /// <summary>Bytes of the upload; null when they are deferred, or when its parts decide.</summary>
    public required long? Length { get; init; }

    /// <summary>"The Client MAY supply the Upload-Metadata header". Of a final upload it is all there is: "the partial uploads' metadata
    /// SHALL NOT be transferred to the new final upload" (clause 34).</summary>
    public required UploadMetadata Metadata { get; init; }

    /// <summary>Null for a whole upload.</summary>
    public required UploadConcat? Concat { get; init; }

    /// <summary>What the body hashes to; null when that is not said, or follows the body.</summary>
    public required UploadChecksum? Checksum { get; init; }

    /// <summary>The checksum follows the body.</summary>
    public required bool ChecksumFollows { get; init; }

    /// <summary>The body holds the upload's first bytes, be it none: the answer has an <c>Upload-Offset</c>.</summary>
    public required bool WithUpload { get; init; }

    /// <summary>Whole, partial or final.</summary>
    public UploadKind Kind => Concat?.Kind ?? UploadKind.Whole;

    /// <summary>Reads the header fields, before a byte of the body.</summary>
    /// <param name="headers">The request's header fields.</param>
    /// <param name="capabilities">What the server offers.</param>
    /// <param name="contentLength">Bytes of the body; 0 without one, null when it ends where it ends.</param>
    public static TusResult<CreationRequest> Read(TusRequestHeaders headers, TusCapabilities capabilities, long? contentLength)
    {
        var concat = UploadConcat.Read(headers, capabilities);
        if (concat.Error is { } concatError)
        {
            return concatError;
        }

        TusResult<long?> length = concat.Value is not { Kind: UploadKind.Final } ? CreationLength.Read(headers, capabilities)
            : CreationLength.CheckFinal(headers) is { } finalError ? finalError
            : (long?)null;
        if (length.Error is { } lengthError)
        {
            return lengthError;
        }

        var metadata = UploadMetadata.Read(headers, capabilities);
        var withUpload = CreationWithUpload.Read(headers, capabilities, contentLength, concat.Value, length.Value);
        var checksum = ChunkChecksum.Read(headers, capabilities);
        if ((metadata.Error ?? withUpload.Error ?? checksum.Error) is { } error)
        {
            return error;
        }

        return new CreationRequest
        {
            Length = length.Value,
            Metadata = metadata.Value,
            Concat = concat.Value,
            Checksum = checksum.Value.Checksum,
            ChecksumFollows = checksum.Value.Follows,
            WithUpload = withUpload.Value,
        };
    }
}
