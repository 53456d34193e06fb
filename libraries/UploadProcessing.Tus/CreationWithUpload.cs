namespace UploadProcessing.Tus;

/// <summary>Bytes in the body of the POST (TUS 1.0.0, Creation With Upload; clause 23).</summary>
public static class CreationWithUpload
{
    /// <summary>Whether the POST is one with upload, and may be: "similar rules as for the PATCH request and response apply. The Client
    /// MUST include the Content-Type: application/offset+octet-stream header."</summary>
    /// <remarks>A request of that type is one even when its body is empty, so that its answer has the <c>Upload-Offset</c> which "the
    /// Server … MUST include". One without a body is a plain creation whatever its type says.</remarks>
    /// <param name="headers">The request's header fields.</param>
    /// <param name="capabilities">What the server offers.</param>
    /// <param name="contentLength">Bytes of the body; 0 without one, null when it ends where it ends.</param>
    /// <param name="concat">Whether it is a final upload, which takes no bytes (clause 33).</param>
    /// <param name="length">The upload's length, if it is known.</param>
    public static TusResult<bool> Read(
        TusRequestHeaders headers, TusCapabilities capabilities, long? contentLength, UploadConcat? concat, long? length)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        var offset = ByteCount.Offset(headers);
        if (offset.Error is { } error)
        {
            return error;
        }

        // A new upload's offset is 0 and "if the offsets do not match, the Server MUST respond with the 409 Conflict status".
        if (offset.Value is not (null or 0))
        {
            return TusError.OffsetMismatch;
        }

        var unsupported = TusMediaType.Check(headers);
        if (contentLength == 0)
        {
            return unsupported is null && capabilities.Offers(TusExtensions.CreationWithUpload);
        }

        if ((unsupported ?? capabilities.Demand(TusExtensions.CreationWithUpload)) is { } refused)
        {
            return refused;
        }

        return concat is { Kind: UploadKind.Final } ? TusError.FinalUploadIsReadOnly
            : contentLength > length ? TusError.BeyondLength
            : contentLength is { } bytes && capabilities.CheckSize(bytes) is { } tooLarge ? tooLarge
            : true;
    }
}
