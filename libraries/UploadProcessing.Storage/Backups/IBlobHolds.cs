namespace UploadProcessing.Storage.Backups;

/// <summary>Holds on the blobs of removed revisions, within one transaction: while there is one, such blobs stay where they are.</summary>
/// <remarks>Whoever removes a revision looks in the same transaction. So a database that is copied after a hold was placed names no blob that
/// goes before the hold is released.</remarks>
public interface IBlobHolds
{
    /// <summary>Places a hold.</summary>
    ValueTask PlaceAsync(Guid hold, DateTimeOffset until);

    /// <summary>Makes a hold last longer.</summary>
    /// <returns>Whether it is still there.</returns>
    ValueTask<bool> RenewAsync(Guid hold, DateTimeOffset until);

    /// <summary>Releases a hold; harmless when it is gone.</summary>
    ValueTask ReleaseAsync(Guid hold);

    /// <summary>Releases those that nobody has renewed in time.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> ReleaseExpiredAsync(DateTimeOffset now);

    /// <summary>Whether there is any.</summary>
    ValueTask<bool> AnyAsync();
}
