using UploadProcessing.Storage.Integrity;

namespace UploadProcessing.Storage.Backups;

/// <summary>How a backup or a restore ended.</summary>
/// <param name="Revisions">How many were copied.</param>
/// <param name="Bytes">Their bytes.</param>
/// <param name="Findings">Revisions that are damaged where they were copied from; what there is of them was copied.</param>
/// <param name="Refusal">Why nothing was done; null when it was.</param>
public sealed record BackupResult(long Revisions, long Bytes, IReadOnlyList<Finding> Findings, string? Refusal)
{
    internal static BackupResult Refused(string why) => new(0, 0, [], why);
}
