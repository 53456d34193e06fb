using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>The checksum of a whole file: ownCloud's <c>OC-Checksum: SHA1:hex</c> or TUS's <c>Upload-Checksum: sha1 base64</c>.</summary>
internal static class ChecksumHeader
{
    private const string OcChecksum = "OC-Checksum";

    /// <summary>Reads whichever was sent into CS3's form, <c>sha1 hex</c>.</summary>
    /// <returns>Null, or what is wrong: a 400.</returns>
    public static string? Read(IHeaderDictionary headers, out string? checksum)
    {
        checksum = null;
        string? fromTus = null;
        var error = headers.TryGetValue(OcChecksum, out var oc) ? ReadOc(oc.ToString(), out checksum) : null;
        error ??= headers.TryGetValue(TusHeaders.UploadChecksum, out var tus) ? ReadTus(tus.ToString(), out fromTus) : null;
        if (error is null && checksum is not null && fromTus is not null && checksum != fromTus)
        {
            return $"{OcChecksum} and {TusHeaders.UploadChecksum} disagree; send one of them.";
        }

        checksum ??= fromTus;
        return error;
    }

    private static string? ReadOc(string value, out string? checksum)
    {
        var read = FileChecksum.Parse(value.Trim(), ':');
        checksum = read.Error is null ? read.Value.ToString() : null;
        return read.Error switch
        {
            null => null,
            TusError.ChecksumAlgorithmUnsupported => $"{OcChecksum} names none of {string.Join(", ", FileChecksum.Algorithms)}.",
            _ => $"{OcChecksum} is not an algorithm, a colon and the digest in hexadecimal digits.",
        };
    }

    private static string? ReadTus(string value, out string? checksum)
    {
        var read = UploadChecksum.Parse(value);
        checksum = read.Error is null ? FileChecksum.Of(read.Value).ToString() : null;
        return read.Error switch
        {
            null => null,
            TusError.ChecksumAlgorithmUnsupported => $"{TusHeaders.UploadChecksum} names none of {string.Join(", ", ChecksumAlgorithm.All)}.",
            _ => $"{TusHeaders.UploadChecksum} is not an algorithm, one space and the digest in Base64.",
        };
    }
}
