namespace UploadProcessing.Tus;

/// <summary>Why a request is refused. What each is answered with stands in one table, <see cref="TusStatus"/>.</summary>
public enum TusError
{
    /// <summary>A field that may stand once stands twice or more: two offsets are none.</summary>
    FieldRepeated = 1,

    /// <summary><c>X-HTTP-Method-Override</c> holds something that is no method name.</summary>
    MethodMalformed,

    /// <summary>No <c>Tus-Resumable</c> on a request that needs it.</summary>
    VersionMissing,

    /// <summary><c>Tus-Resumable</c> names a version that is not spoken here.</summary>
    VersionUnsupported,

    /// <summary>The request uses an extension that OPTIONS does not announce.</summary>
    ExtensionNotOffered,

    /// <summary>A PATCH without <c>Upload-Offset</c>.</summary>
    OffsetMissing,

    /// <summary><c>Upload-Offset</c> is not a non-negative integer.</summary>
    OffsetMalformed,

    /// <summary><c>Upload-Offset</c> is not the upload's offset.</summary>
    OffsetMismatch,

    /// <summary>Neither <c>Upload-Length</c> nor <c>Upload-Defer-Length</c> where one is needed.</summary>
    LengthMissing,

    /// <summary><c>Upload-Length</c> is not a non-negative integer.</summary>
    LengthMalformed,

    /// <summary><c>Upload-Defer-Length</c> is not <c>1</c>.</summary>
    DeferLengthMalformed,

    /// <summary>Both <c>Upload-Length</c> and <c>Upload-Defer-Length</c>.</summary>
    LengthAndDeferLength,

    /// <summary>A length for a final upload, whose length is the sum of its parts'.</summary>
    LengthOfFinalUpload,

    /// <summary>A PATCH gives a length, and the upload has another one.</summary>
    LengthChanged,

    /// <summary>A PATCH gives a length below the bytes that were received.</summary>
    LengthBelowOffset,

    /// <summary>The upload is, or grows, longer than <c>Tus-Max-Size</c>.</summary>
    TooLarge,

    /// <summary>The body goes beyond the upload's length.</summary>
    BeyondLength,

    /// <summary>A body that is not <c>application/offset+octet-stream</c>.</summary>
    MediaTypeUnsupported,

    /// <summary>A key of <c>Upload-Metadata</c> is empty or holds something else than visible ASCII.</summary>
    MetadataKeyInvalid,

    /// <summary>A key of <c>Upload-Metadata</c> stands twice.</summary>
    MetadataKeyRepeated,

    /// <summary>A value of <c>Upload-Metadata</c> is not Base64, or not what its key promises.</summary>
    MetadataValueInvalid,

    /// <summary><c>Upload-Metadata</c> is longer than what is kept.</summary>
    MetadataTooLarge,

    /// <summary>No <c>filename</c> in the metadata of an upload that needs a name.</summary>
    FileNameMissing,

    /// <summary><c>filename</c> is not UTF-8, or no path of names.</summary>
    FileNameInvalid,

    /// <summary><c>Upload-Checksum</c>, or the metadata's <c>checksum</c>, is not an algorithm and a digest of its length.</summary>
    ChecksumMalformed,

    /// <summary>The algorithm is not one of those announced.</summary>
    ChecksumAlgorithmUnsupported,

    /// <summary>The bytes do not hash to what was sent.</summary>
    ChecksumMismatch,

    /// <summary><c>Upload-Concat</c> is neither <c>partial</c> nor <c>final;</c> and a list of URLs.</summary>
    ConcatMalformed,

    /// <summary>A final upload of more parts than are accepted.</summary>
    ConcatTooManyParts,

    /// <summary>A URL in <c>Upload-Concat</c> is not one of a partial upload that this user may use.</summary>
    ConcatPartUnusable,

    /// <summary>A part is unfinished, and <c>concatenation-unfinished</c> is not offered.</summary>
    ConcatPartUnfinished,

    /// <summary>Bytes for a final upload.</summary>
    FinalUploadIsReadOnly,

    /// <summary>There is no such upload.</summary>
    UploadNotFound,

    /// <summary>There was such an upload; it has expired, was terminated or was aborted.</summary>
    UploadGone,

    /// <summary>Another request writes to the upload and does not let go.</summary>
    UploadLocked,

    /// <summary>The quota or the disk is full.</summary>
    InsufficientStorage,
}
