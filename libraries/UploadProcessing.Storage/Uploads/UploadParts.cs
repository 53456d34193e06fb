using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>The partial uploads that a final one joins.</summary>
public static class UploadParts
{
    /// <summary>How long the joined file will be (null while a part does not know its length), or why the parts cannot be joined.</summary>
    public static async ValueTask<(long? Length, string? Problem)> ReadAsync(
        IMetadataTransaction transaction, IReadOnlyList<UploadId> parts, UserId user, SpaceId space)
    {
        long? length = 0;
        foreach (var part in parts)
        {
            // One answer for all: whether somebody else's upload exists is not told.
            if (await transaction.Uploads.FindAsync(part) is not { Kind: UploadKind.Partial, State: UploadState.Receiving } session
                || session.User != user || session.Space != space)
            {
                return (null, "A partial upload does not exist any more, or is not yours, or is in another space.");
            }

            length += session.Length;
        }

        return (length, null);
    }

    /// <summary>How long a final upload will be; null while a part of it does not know its length.</summary>
    public static async ValueTask<long?> LengthAsync(IMetadataTransaction transaction, UploadId final)
    {
        long? length = 0;
        foreach (var part in await transaction.Uploads.ListPartsAsync(final))
        {
            length += (await transaction.Uploads.FindAsync(part))?.Length;
        }

        return length;
    }

    /// <summary>The sessions of a final upload's parts, each once.</summary>
    public static async ValueTask<IReadOnlyList<UploadSession>> FindAsync(IMetadataTransaction transaction, UploadId final)
    {
        var found = new List<UploadSession>();
        foreach (var part in (await transaction.Uploads.ListPartsAsync(final)).Distinct())
        {
            if (await transaction.Uploads.FindAsync(part) is { } session)
            {
                found.Add(session);
            }
        }

        return found;
    }
}
