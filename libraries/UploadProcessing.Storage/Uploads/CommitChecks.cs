using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Storage.Uploads;

/// <summary>What was true when an upload began may no longer be: hours can lie between, and as many again while steps look at it.</summary>
internal static class CommitChecks
{
    /// <param name="transaction">The one that will commit.</param>
    /// <param name="session">The upload.</param>
    /// <param name="received">Its bytes.</param>
    /// <param name="held">How much of the quota is held for it.</param>
    /// <returns>Why it cannot become a file; null when it can.</returns>
    public static async ValueTask<(Refusal Refusal, string Detail)?> RefusalOfAsync(
        IMetadataTransaction transaction, UploadSession session, ReceivedBytes received, long held)
    {
        if (session.Length is { } length && length != received.Length)
        {
            return (Refusal.Invalid, $"The upload was to have {length} bytes and has {received.Length}.");
        }

        if (session.Checksum is { } wanted && wanted != received.Checksum)
        {
            return (Refusal.ChecksumMismatch, $"The {wanted.Algorithm} checksum of what arrived is not the one that was sent.");
        }

        if (await transaction.Spaces.RoleOfAsync(session.Space, session.User) is not { } role
            || await transaction.Spaces.FindAsync(session.Space) is not { } space)
        {
            return (Refusal.NotFound, "There is no such space.");
        }

        if (role < SpaceRole.Editor)
        {
            return (Refusal.Denied, "You may no longer write to this space.");
        }

        if (await transaction.Nodes.FindAsync(session.Parent) is not { Kind: NodeKind.Folder }
            || !await transaction.Nodes.IsAttachedAsync(session.Parent))
        {
            return (Refusal.ParentMissing, "The folder was removed during the upload.");
        }

        var existing = await transaction.Nodes.FindChildAsync(session.Parent, session.Name);
        if (existing is { Kind: NodeKind.Folder })
        {
            return (Refusal.WrongKind, "A folder of that name was created during the upload.");
        }

        if (!session.Preconditions.Hold(existing))
        {
            return (Refusal.PreconditionFailed, "The file was changed, created or removed during the upload.");
        }

        if (existing is null && !space.HasRoomForAFile)
        {
            return (Refusal.NoSpace, $"The space may hold {space.FileLimit} files and folders and does.");
        }

        // What is held for it already counts as taken.
        return space.FreeBytes + held < received.Length ? (Refusal.NoSpace, "The space's quota is used up.") : null;
    }
}
