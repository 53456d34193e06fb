namespace UploadProcessing.Storage.Uploads;

/// <summary>What a user has under way.</summary>
/// <param name="Sessions">Upload sessions that have not ended.</param>
/// <param name="ReservedBytes">What they hold of quotas.</param>
public readonly record struct UploadsUnderWay(long Sessions, long ReservedBytes);
