using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>What a space says it holds, and what a count gives.</summary>
/// <param name="Id">The space.</param>
/// <param name="Said">What it says.</param>
/// <param name="Counted">What there is.</param>
public sealed record MiscountedSpace(SpaceId Id, SpaceCount Said, SpaceCount Counted);

/// <summary>What counts against a quota.</summary>
/// <param name="UsedBytes">All revisions.</param>
/// <param name="ReservedBytes">What sessions under way were promised.</param>
/// <param name="Files">Files and folders, the root aside.</param>
public sealed record SpaceCount(long UsedBytes, long ReservedBytes, long Files);
