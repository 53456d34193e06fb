namespace UploadProcessing.Messaging;

/// <summary>Whether the server has an event.</summary>
public enum PublishOutcome
{
    /// <summary>It has, by this try or by one before.</summary>
    Stored,

    /// <summary>It works and does not take this event, however often it is published.</summary>
    Refused,

    /// <summary>It could not be reached, or did not answer: it may have the event or not. Publish again.</summary>
    Unavailable,
}
