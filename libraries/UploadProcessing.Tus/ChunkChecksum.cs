namespace UploadProcessing.Tus;

/// <summary>Whether one request's body is verified, as far as its header says (TUS 1.0.0, Checksum; clauses 26 to 28).</summary>
/// <param name="Checksum">What the body must hash to; null when that is not said, or follows the body.</param>
/// <param name="Follows">The checksum is in the trailer: "Trailers … MUST be announced using the Trailer header and are only allowed in
/// chunked transfers." One that was not announced is no trailer of TUS, and a server that has stored bytes already could not honour it.</param>
public readonly record struct ChunkChecksum(UploadChecksum? Checksum, bool Follows)
{
    /// <summary>The body must be stored whole or not at all.</summary>
    public bool IsExpected => Checksum is not null || Follows;

    /// <summary>Reads the header fields. A checksum in both places is one too many.</summary>
    public static TusResult<ChunkChecksum> Read(TusRequestHeaders headers, TusCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(capabilities);
        var checksum = UploadChecksum.Read(headers);
        if (checksum.Error is { } error)
        {
            return error;
        }

        var follows = headers.ListHas(TusHeaders.Trailer, TusHeaders.UploadChecksum);
        var missing = checksum.Value is not null ? capabilities.Demand(TusExtensions.Checksum)
            : follows ? capabilities.Demand(TusExtensions.ChecksumTrailer)
            : null;
        if (missing is { } notOffered)
        {
            return notOffered;
        }

        return checksum.Value is not null && follows ? TusError.FieldRepeated : new ChunkChecksum(checksum.Value, follows);
    }

    /// <summary>Reads what was announced, after the body: a trailer that did not come leaves the chunk unverified, and it is refused.</summary>
    public static TusResult<UploadChecksum> ReadTrailer(TusRequestHeaders trailers)
    {
        var checksum = UploadChecksum.Read(trailers);
        return checksum switch
        {
            { Error: { } error } => error,
            { Value: { } value } => value,
            _ => TusError.ChecksumMalformed,
        };
    }
}
