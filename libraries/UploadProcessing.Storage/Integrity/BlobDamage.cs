using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Integrity;

/// <summary>How a blob is not what its revision says.</summary>
/// <param name="Problem">Its kind, for programs.</param>
/// <param name="Detail">As a sentence.</param>
public sealed record BlobDamage(string Problem, string Detail)
{
    internal static BlobDamage Missing { get; } = new("missing-blob", "The revision's bytes are gone.");

    internal static BlobDamage Unreadable(Exception exception) => new("unreadable-blob", $"The revision's bytes cannot be read: {exception.Message}");

    /// <summary>Null when a blob of that length and, where it was read, that digest is the revision's.</summary>
    internal static BlobDamage? Find(Revision revision, long length, Checksum? digest)
    {
        if (length != revision.Size)
        {
            return new("wrong-length", $"The revision has {revision.Size} bytes; its blob has {length}.");
        }

        return digest is null || digest == revision.Digest
            ? null
            : new("wrong-digest", $"The revision's bytes are not what was uploaded: their digest is {digest}, it was {revision.Digest}.");
    }
}
