namespace UploadProcessing.Storage.Uploads;

/// <summary>Where an upload session is. It moves forward only.</summary>
public enum UploadState
{
    /// <summary>Bytes are missing.</summary>
    Receiving,

    /// <summary>All bytes are there; mandatory steps decide.</summary>
    Processing,

    /// <summary>It is a revision: listed and downloadable.</summary>
    Finalized,

    /// <summary>It ended without becoming one; the session says why.</summary>
    Aborted,
}
