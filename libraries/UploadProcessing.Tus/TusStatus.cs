namespace UploadProcessing.Tus;

/// <summary>The one table from a refusal to its status code and to the sentence a client's developer reads.</summary>
public static class TusStatus
{
    /// <summary>Not in the registry: "460 Checksum Mismatch" (TUS 1.0.0, Checksum).</summary>
    public const int ChecksumMismatch = 460;

    /// <summary>The status code of each refusal.</summary>
    /// <param name="error">The refusal.</param>
    extension(TusError error)
    {
        /// <summary>What it is answered with.</summary>
        public int StatusCode => error switch
        {
            TusError.FinalUploadIsReadOnly => 403,
            TusError.UploadNotFound => 404,
            TusError.OffsetMismatch => 409,
            TusError.UploadGone => 410,
            TusError.VersionMissing or TusError.VersionUnsupported => 412,
            TusError.TooLarge or TusError.BeyondLength => 413,
            TusError.MediaTypeUnsupported => 415,
            TusError.UploadLocked => 423,
            TusError.MetadataTooLarge => 431,
            TusError.ChecksumMismatch => ChecksumMismatch,
            TusError.InsufficientStorage => 507,
            _ => 400,
        };

        /// <summary>One sentence for the answer's body.</summary>
        public string Explanation => error switch
        {
            TusError.FieldRepeated => "A header field that may be sent once was sent more than once.",
            TusError.MethodMalformed => $"{TusHeaders.MethodOverride} is not the name of a method.",
            TusError.VersionMissing => $"{TusHeaders.TusResumable} is missing.",
            TusError.VersionUnsupported => $"{TusHeaders.TusResumable} is none of the versions in {TusHeaders.TusVersion}.",
            TusError.ExtensionNotOffered => $"The request needs an extension that {TusHeaders.TusExtension} does not announce.",
            TusError.OffsetMissing => $"{TusHeaders.UploadOffset} is missing.",
            TusError.OffsetMalformed => $"{TusHeaders.UploadOffset} is not a non-negative integer.",
            TusError.OffsetMismatch => $"{TusHeaders.UploadOffset} is not the upload's offset; ask with HEAD.",
            TusError.LengthMissing => $"{TusHeaders.UploadLength} or {TusHeaders.UploadDeferLength}: 1 is missing.",
            TusError.LengthMalformed => $"{TusHeaders.UploadLength} is not a non-negative integer.",
            TusError.DeferLengthMalformed => $"{TusHeaders.UploadDeferLength} is not 1.",
            TusError.LengthAndDeferLength => $"{TusHeaders.UploadLength} and {TusHeaders.UploadDeferLength} exclude each other.",
            TusError.LengthOfFinalUpload => "A final upload's length is the sum of its parts'; it cannot be sent.",
            TusError.LengthChanged => "The upload has another length, and a length cannot be changed.",
            TusError.LengthBelowOffset => $"{TusHeaders.UploadLength} is below what was already received.",
            TusError.TooLarge => $"The upload is longer than {TusHeaders.TusMaxSize}.",
            TusError.BeyondLength => "The body goes beyond the upload's length.",
            TusError.MediaTypeUnsupported => $"The body's Content-Type must be {TusMediaType.OffsetOctetStream}.",
            TusError.MetadataKeyInvalid => $"A key in {TusHeaders.UploadMetadata} is empty or is not visible ASCII.",
            TusError.MetadataKeyRepeated => $"A key in {TusHeaders.UploadMetadata} was sent twice.",
            TusError.MetadataValueInvalid => $"A value in {TusHeaders.UploadMetadata} is not Base64, or not what its key promises.",
            TusError.MetadataTooLarge => $"{TusHeaders.UploadMetadata} is too long.",
            TusError.FileNameMissing => $"{TusHeaders.UploadMetadata} has no filename.",
            TusError.FileNameInvalid => "The metadata's filename is not a path of names in UTF-8.",
            TusError.ChecksumMalformed => "The checksum is not an algorithm, one space and a digest of that algorithm.",
            TusError.ChecksumAlgorithmUnsupported => $"The checksum's algorithm is not in {TusHeaders.TusChecksumAlgorithm}.",
            TusError.ChecksumMismatch => "The bytes received do not have the checksum that was sent; they were discarded.",
            TusError.ConcatMalformed => $"{TusHeaders.UploadConcat} is neither partial nor final; and a list of URLs.",
            TusError.ConcatTooManyParts => $"{TusHeaders.UploadConcat} names more parts than are accepted.",
            TusError.ConcatPartUnusable => $"{TusHeaders.UploadConcat} names something that is not a partial upload of yours.",
            TusError.ConcatPartUnfinished => $"{TusHeaders.UploadConcat} names a partial upload that is not finished.",
            TusError.FinalUploadIsReadOnly => "A final upload consists of its parts; it takes no bytes.",
            TusError.UploadNotFound => "There is no such upload.",
            TusError.UploadGone => "The upload is gone; start a new one.",
            TusError.UploadLocked => "Another request writes to this upload.",
            TusError.InsufficientStorage => "There is not enough room.",
            _ => throw new ArgumentOutOfRangeException(nameof(error), error, null),
        };
    }
}
