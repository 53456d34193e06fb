using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Spaces;

/// <summary>What is to be otherwise about a space; what is null stays. A client may send back all it has read, so most of it may be the same.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Quota">Bytes, 0 for unlimited.</param>
/// <param name="Owner">Its owner, who cannot be changed.</param>
/// <param name="Type">Its type, which cannot be changed.</param>
/// <param name="Files">Files and folders, 0 for unlimited.</param>
/// <param name="Steps">What uploads into it have to pass beside the mandatory steps; of uploads that are complete already nothing changes.</param>
public sealed record SpaceChange(string? Name, long? Quota, UserId? Owner = null, SpaceType? Type = null, long? Files = null, IReadOnlyList<string>? Steps = null)
{
    internal Space ApplyTo(Space space) => space with
    {
        Name = Name ?? space.Name,
        QuotaBytes = Limit(Quota, space.QuotaBytes),
        FileLimit = Limit(Files, space.FileLimit),
        Owner = Owner ?? space.Owner,
        Type = Type ?? space.Type,
        Steps = Steps ?? space.Steps,
    };

    private static long? Limit(long? wanted, long? present) => wanted switch
    {
        null => present,
        0 => null,
        _ => wanted,
    };
}
