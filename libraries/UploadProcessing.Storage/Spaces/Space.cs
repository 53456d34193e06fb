using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Spaces;

/// <summary>The root a resource lives in, with its owner and its quota.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Type">Personal or project.</param>
/// <param name="Owner">Whose it is; always a manager.</param>
/// <param name="Root">Its root folder.</param>
/// <param name="QuotaBytes">The most it may hold; null: unlimited.</param>
/// <param name="UsedBytes">What all revisions in it take.</param>
/// <param name="ReservedBytes">What upload sessions under way were promised.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="FileLimit">The most files and folders it may hold; null: any number.</param>
/// <param name="Steps">The steps that uploads into it have to pass beside the mandatory ones, by name; null: none.</param>
/// <param name="Files">Files and folders in it, those that were removed and are not collected yet among them.</param>
public sealed record Space(
    SpaceId Id,
    string Name,
    SpaceType Type,
    UserId Owner,
    NodeId Root,
    long? QuotaBytes,
    long UsedBytes,
    long ReservedBytes,
    DateTimeOffset CreatedAt,
    long? FileLimit = null,
    long Files = 0,
    IReadOnlyList<string>? Steps = null)
{
    // Announced lengths are only numbers: without a limit their sum could leave the range that stores keep.
    private const long Unlimited = 1L << 60;

    /// <summary>What a new session may still reserve.</summary>
    public long FreeBytes => Math.Max(0, (QuotaBytes ?? Unlimited) - UsedBytes - ReservedBytes);

    /// <summary>Whether one more file or folder fits.</summary>
    public bool HasRoomForAFile => FileLimit is not { } most || Files < most;
}
