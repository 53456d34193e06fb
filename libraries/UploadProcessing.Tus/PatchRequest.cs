namespace UploadProcessing.Tus;

/// <summary>A PATCH, read and checked as far as that goes without the upload (TUS 1.0.0, Core Protocol, PATCH; clauses 1, 9, 10, 27).</summary>
public sealed record PatchRequest
{
    /// <summary>Where its bytes belong.</summary>
    public required long Offset { get; init; }

    /// <summary>The length that was deferred at the creation; null when it is not said.</summary>
    public required long? Length { get; init; }

    /// <summary>Bytes of the body; null when it ends where it ends.</summary>
    public required long? ContentLength { get; init; }

    /// <summary>Whether the body is verified.</summary>
    public required ChunkChecksum Checksum { get; init; }

    /// <summary>Reads the header fields, before a byte of the body.</summary>
    /// <param name="headers">The request's header fields.</param>
    /// <param name="capabilities">What the server offers.</param>
    /// <param name="contentLength">Bytes of the body; 0 without one, null when it ends where it ends.</param>
    public static TusResult<PatchRequest> Read(TusRequestHeaders headers, TusCapabilities capabilities, long? contentLength)
    {
        if (TusMediaType.Check(headers) is { } unsupported)
        {
            return unsupported;
        }

        var offset = ByteCount.Offset(headers);
        var length = ByteCount.Length(headers);
        var checksum = ChunkChecksum.Read(headers, capabilities);
        if ((offset.Error ?? length.Error ?? checksum.Error) is { } error)
        {
            return error;
        }

        return offset.Value is { } at
            ? new PatchRequest { Offset = at, Length = length.Value, ContentLength = contentLength, Checksum = checksum.Value }
            : TusError.OffsetMissing;
    }
}
