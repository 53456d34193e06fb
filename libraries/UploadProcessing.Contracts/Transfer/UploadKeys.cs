namespace UploadProcessing.Contracts.Transfer;

/// <summary>Opaque keys of InitiateFileUpload for what CS3 has no fields for; all plain text.</summary>
public static class UploadKeys
{
    /// <summary>Request: bytes to come; missing while not known.</summary>
    public const string Length = "Upload-Length";

    /// <summary>Request: what the whole file hashes to, <c>sha1 {hex}</c>.</summary>
    public const string Checksum = "Upload-Checksum";

    /// <summary>Request: the modification time the file shall have, in Unix seconds.</summary>
    public const string ModifiedAt = "X-OC-Mtime";

    /// <summary>Request: <c>tus</c> for an upload that can be resumed; without it <c>simple</c>.</summary>
    public const string Protocol = "Upload-Protocol";

    /// <summary>Request: TUS's <c>Upload-Metadata</c> as it came, to be told again.</summary>
    public const string Metadata = "Upload-Metadata";

    /// <summary>Request: TUS's <c>Upload-Concat</c> as it came, to be told again; of a final upload a secret.</summary>
    public const string Concat = "Upload-Concat";

    /// <summary>Request: the transfer tokens of the partial uploads that a final one joins, in order, with a space between two; secrets.</summary>
    public const string Parts = "Upload-Parts";

    /// <summary>Request: the client's own name for this creation, so that asking twice makes one upload.</summary>
    public const string IdempotencyKey = "Idempotency-Key";

    /// <summary>Answer: the session's id.</summary>
    public const string UploadId = "upload-id";
}
