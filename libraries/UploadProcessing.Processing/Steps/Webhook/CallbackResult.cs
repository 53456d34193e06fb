namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>What became of a callback.</summary>
internal enum CallbackResult
{
    /// <summary>Its outcome is on the stream.</summary>
    Taken,

    /// <summary>There is no webhook of that name.</summary>
    UnknownStep,

    /// <summary>No signature fits.</summary>
    Forged,

    /// <summary>The signature is of another time.</summary>
    Stale,

    /// <summary>There is no outcome in it.</summary>
    Malformed,

    /// <summary>It has more than <see cref="BoundedBody.Limit"/>.</summary>
    TooLarge,

    /// <summary>nats is away.</summary>
    Unavailable,
}
