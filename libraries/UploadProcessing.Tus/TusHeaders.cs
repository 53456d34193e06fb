namespace UploadProcessing.Tus;

/// <summary>The names of the fields of TUS 1.0.0 and its extensions.</summary>
public static class TusHeaders
{
    /// <summary>The version a request or an answer speaks.</summary>
    public const string TusResumable = "Tus-Resumable";

    /// <summary>The versions a server speaks, the preferred one first.</summary>
    public const string TusVersion = "Tus-Version";

    /// <summary>The extensions a server offers.</summary>
    public const string TusExtension = "Tus-Extension";

    /// <summary>The most bytes an upload may have.</summary>
    public const string TusMaxSize = "Tus-Max-Size";

    /// <summary>The checksum algorithms a server offers.</summary>
    public const string TusChecksumAlgorithm = "Tus-Checksum-Algorithm";

    /// <summary>Where a chunk begins, or how much has been received.</summary>
    public const string UploadOffset = "Upload-Offset";

    /// <summary>How long the whole upload is.</summary>
    public const string UploadLength = "Upload-Length";

    /// <summary><c>1</c>: the length comes later.</summary>
    public const string UploadDeferLength = "Upload-Defer-Length";

    /// <summary>Pairs of a key and a Base64 value.</summary>
    public const string UploadMetadata = "Upload-Metadata";

    /// <summary>When an unfinished upload goes.</summary>
    public const string UploadExpires = "Upload-Expires";

    /// <summary>What a request's body hashes to; a header or a trailer.</summary>
    public const string UploadChecksum = "Upload-Checksum";

    /// <summary>Whether an upload is a part, or consists of parts.</summary>
    public const string UploadConcat = "Upload-Concat";

    /// <summary>The method a client means and cannot send.</summary>
    public const string MethodOverride = "X-HTTP-Method-Override";

    /// <summary>Where a created upload lives.</summary>
    public const string Location = "Location";

    /// <summary>Where an upload's progress can be asked for; ours, not of TUS 1.0.0.</summary>
    public const string ProgressLocation = "Progress-Location";

    /// <summary>The media type of a body.</summary>
    public const string ContentType = "Content-Type";

    /// <summary>Keeps answers out of caches.</summary>
    public const string CacheControl = "Cache-Control";

    /// <summary>The names of the trailers that will follow a body.</summary>
    public const string Trailer = "Trailer";
}
