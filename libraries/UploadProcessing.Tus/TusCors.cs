namespace UploadProcessing.Tus;

/// <summary>What a browser must be told before a page of another origin may upload (Fetch standard, CORS protocol). A server adds fields
/// of its own.</summary>
public static class TusCors
{
    /// <summary>For <c>Access-Control-Allow-Methods</c>.</summary>
    public static IReadOnlyList<string> Methods { get; } =
        [TusMethod.Post, TusMethod.Head, TusMethod.Patch, TusMethod.Delete, TusMethod.Options, TusMethod.Get];

    /// <summary>For <c>Access-Control-Allow-Headers</c>: what a TUS client sends.</summary>
    public static IReadOnlyList<string> RequestHeaders { get; } =
    [
        "Authorization", TusHeaders.ContentType, TusHeaders.TusResumable, TusHeaders.UploadOffset, TusHeaders.UploadLength,
        TusHeaders.UploadDeferLength, TusHeaders.UploadMetadata, TusHeaders.UploadChecksum, TusHeaders.UploadConcat,
        TusHeaders.MethodOverride, "X-Requested-With", "X-Request-ID", "Prefer", "Idempotency-Key",
    ];

    /// <summary>For <c>Access-Control-Expose-Headers</c>: what a TUS client reads.</summary>
    public static IReadOnlyList<string> ExposedHeaders { get; } =
    [
        TusHeaders.Location, TusHeaders.TusResumable, TusHeaders.TusVersion, TusHeaders.TusExtension, TusHeaders.TusMaxSize,
        TusHeaders.TusChecksumAlgorithm, TusHeaders.UploadOffset, TusHeaders.UploadLength, TusHeaders.UploadDeferLength,
        TusHeaders.UploadMetadata, TusHeaders.UploadConcat, TusHeaders.UploadExpires, "ETag", "Preference-Applied",
    ];
}
