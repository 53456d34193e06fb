namespace UploadProcessing.Tus;

/// <summary>The header fields of each answer, in the order they are best read in.</summary>
/// <remarks>Every one has <c>Tus-Resumable</c>: "The Tus-Resumable header MUST be included in every request and response except for OPTIONS
/// requests" (TUS 1.0.0, Core Protocol; clause 2), and its own example has it there too.</remarks>
public static class TusAnswer
{
    private static readonly KeyValuePair<string, string> Version = new(TusHeaders.TusResumable, TusVersion.Current);

    // Of HEAD the protocol demands it; a 404 or 410 would be cached by heuristics otherwise (RFC 9110, 15.1).
    private static readonly KeyValuePair<string, string> NotCached = new(TusHeaders.CacheControl, "no-store");

    /// <summary>204 to OPTIONS (clauses 4, 5, 16, 22, 23, 24, 26, 28, 30 and 32): what is offered, and nothing else.</summary>
    /// <remarks>"A successful response indicated by the 204 No Content or 200 OK status MUST contain the Tus-Version header." "If no
    /// extensions are supported, the Tus-Extension header MUST be omitted." "The Tus-Checksum-Algorithm header MUST be included in the
    /// response to an OPTIONS request."</remarks>
    public static IReadOnlyList<KeyValuePair<string, string>> Options(TusCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(capabilities);
        var fields = new List<KeyValuePair<string, string>> { Version, new(TusHeaders.TusVersion, string.Join(',', TusVersion.Supported)) };
        AddIf(fields, TusHeaders.TusExtension, string.Join(',', TusExtensions.All.Where(capabilities.Offers)));
        AddIf(fields, TusHeaders.TusMaxSize, capabilities.MaxSize is { } max ? ByteCount.Format(max) : "");
        AddIf(fields, TusHeaders.TusChecksumAlgorithm, string.Join(',', capabilities.ChecksumAlgorithms));
        return fields;
    }

    /// <summary>201 to POST (clauses 18, 23 and 24).</summary>
    /// <remarks>"The Server MUST set the Location header to the URL of the created resource." With bytes in the body it "MUST include the
    /// Upload-Offset header in the response and MUST set its value to the offset of the upload after applying the accepted bytes." "If the
    /// expiration is known at the creation, the Upload-Expires header MUST be included".</remarks>
    public static IReadOnlyList<KeyValuePair<string, string>> Created(TusUpload upload, string location, bool withUpload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var fields = new List<KeyValuePair<string, string>> { Version, new(TusHeaders.Location, location) };
        AddIf(fields, TusHeaders.UploadOffset, withUpload ? ByteCount.Format(upload.Offset) : "");
        AddIf(fields, TusHeaders.UploadExpires, Expires(upload));
        return fields;
    }

    /// <summary>200 or 204 to HEAD (clauses 7, 21, 22, 24, 32 and 35).</summary>
    /// <remarks>"The Server MUST always include the Upload-Offset header in the response for a HEAD request, even if the offset is 0, or the
    /// upload is already considered completed", except that the answer "for a final upload SHOULD NOT contain the Upload-Offset header
    /// unless the concatenation has been successfully finished". "As long as the length of the upload is not known, the Server MUST set
    /// Upload-Defer-Length: 1 in all responses to HEAD requests"; a final upload's was never deferred, it has a length "if the length of
    /// the final resource can be calculated at the time of the request".</remarks>
    public static IReadOnlyList<KeyValuePair<string, string>> Head(TusUpload upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var fields = new List<KeyValuePair<string, string>> { Version };
        AddIf(fields, TusHeaders.UploadOffset, upload.IsPending ? "" : ByteCount.Format(upload.Offset));
        AddIf(fields, TusHeaders.UploadLength, upload.Length is { } length ? ByteCount.Format(length) : "");
        AddIf(fields, TusHeaders.UploadDeferLength, upload is { Length: null, Kind: not UploadKind.Final } ? "1" : "");
        AddIf(fields, TusHeaders.UploadMetadata, upload.Metadata);
        AddIf(fields, TusHeaders.UploadConcat, upload.Concat);
        AddIf(fields, TusHeaders.UploadExpires, Expires(upload));
        fields.Add(NotCached);
        return fields;
    }

    /// <summary>204 to PATCH (clauses 11 and 24): "It MUST include the Upload-Offset header containing the new offset."</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Patched(TusUpload upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        var fields = new List<KeyValuePair<string, string>> { Version, new(TusHeaders.UploadOffset, ByteCount.Format(upload.Offset)) };
        AddIf(fields, TusHeaders.UploadExpires, Expires(upload));
        return fields;
    }

    /// <summary>204 to DELETE (clause 29).</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Deleted() => [Version];

    /// <summary>Any refusal (clauses 2, 3 and 8): "without the Upload-Offset header", and with <c>Tus-Version</c> when it is the version
    /// that was refused.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Refused(TusError error)
    {
        var fields = new List<KeyValuePair<string, string>> { Version };
        AddIf(fields, TusHeaders.TusVersion,
            error is TusError.VersionMissing or TusError.VersionUnsupported ? string.Join(',', TusVersion.Supported) : "");
        fields.Add(NotCached);
        return fields;
    }

    /// <summary>"This header MUST be included in every PATCH response if the upload is going to expire": a finished one is not.</summary>
    private static string Expires(TusUpload upload) =>
        upload is { ExpiresAt: { } moment, IsComplete: false } ? UploadExpiry.Format(moment) : "";

    private static void AddIf(List<KeyValuePair<string, string>> fields, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            fields.Add(new(name, value));
        }
    }
}
