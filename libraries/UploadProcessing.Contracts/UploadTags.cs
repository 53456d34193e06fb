namespace UploadProcessing.Contracts;

/// <summary>Names of span attributes that several participants set; never on metrics, where ids would explode the number of series.</summary>
public static class UploadTags
{
    /// <summary>The upload session.</summary>
    public const string UploadId = "upload.id";

    /// <summary>Bytes the upload will have; absent while unknown.</summary>
    public const string UploadLength = "upload.length";

    /// <summary>Bytes that are durable.</summary>
    public const string UploadOffset = "upload.offset";

    /// <summary>The protocol of the answer to InitiateFileUpload that the caller follows: <c>simple</c> or <c>tus</c>.</summary>
    public const string UploadProtocol = "upload.protocol";

    /// <summary>The endpoint of the answer to InitiateFileUpload, without the token: <c>/data</c>.</summary>
    public const string UploadEndpoint = "upload.endpoint";

    /// <summary>The space.</summary>
    public const string SpaceId = "space.id";

    /// <summary>The node.</summary>
    public const string NodeId = "node.id";

    /// <summary>The path below the space's root, as the client sent it, decoded (OpenTelemetry's name for it).</summary>
    public const string FilePath = "file.path";

    /// <summary>Which driver keeps the bytes.</summary>
    public const string StorageDriver = "storage.driver";
}
