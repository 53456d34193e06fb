namespace UploadProcessing.Tus;

/// <summary>How long an upload will be, said at its creation (TUS 1.0.0, Creation, POST; clauses 17, 18 and 30).</summary>
public static class CreationLength
{
    /// <summary>"Its value MUST be 1. If the length of an upload is not deferred, this header MUST be omitted."</summary>
    private const string Deferred = "1";

    /// <summary>Of a whole or partial upload: "The request MUST include one of the following headers: a) Upload-Length … b)
    /// Upload-Defer-Length: 1".</summary>
    /// <returns>The length; null when it is deferred.</returns>
    public static TusResult<long?> Read(TusRequestHeaders headers, TusCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(capabilities);
        var length = ByteCount.Length(headers);
        var defer = headers.One(TusHeaders.UploadDeferLength);
        if ((length.Error ?? defer.Error) is { } error)
        {
            return error;
        }

        return (length.Value, defer.Value) switch
        {
            (null, null) => TusError.LengthMissing,
            (_, not (null or Deferred)) => TusError.DeferLengthMalformed,
            (not null, Deferred) => TusError.LengthAndDeferLength,
            (null, Deferred) => capabilities.Demand(TusExtensions.CreationDeferLength) is { } missing ? missing : (long?)null,
            ({ } bytes, null) => capabilities.CheckSize(bytes) is { } tooLarge ? tooLarge : bytes,
        };
    }

    /// <summary>Of a final upload: "The Client MUST NOT include the Upload-Length header in the final upload creation."</summary>
    public static TusError? CheckFinal(TusRequestHeaders headers)
    {
        ArgumentNullException.ThrowIfNull(headers);
        return headers.Has(TusHeaders.UploadLength) || headers.Has(TusHeaders.UploadDeferLength) ? TusError.LengthOfFinalUpload : null;
    }
}
