namespace UploadProcessing.Tus;

/// <summary>Why an <c>Upload-Checksum</c> was refused before any byte was compared; both are answered with 400.</summary>
public enum ChecksumError
{
    /// <summary>It is not an algorithm, one space and a Base64 digest of that algorithm's length.</summary>
    Malformed,

    /// <summary>"400 Bad Request if the checksum algorithm is not supported by the server."</summary>
    UnsupportedAlgorithm,
}
