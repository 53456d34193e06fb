using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Upload sessions, within one transaction.</summary>
public interface IUploadStore
{
    /// <summary>Adds a session.</summary>
    ValueTask AddAsync(UploadSession session);

    /// <summary>The session, or null.</summary>
    ValueTask<UploadSession?> FindAsync(UploadId upload);

    /// <summary>Moves a session on: its state, its reason and what it still holds of the quota.</summary>
    ValueTask MoveAsync(UploadId upload, UploadState state, string? reason, long reservedBytes);
}
