namespace UploadProcessing.Sequences;

/// <summary>Whether the work of a span succeeded.</summary>
public enum SpanStatus
{
    /// <summary>Nobody said.</summary>
    Unset,

    /// <summary>Explicitly fine.</summary>
    Ok,

    /// <summary>It failed.</summary>
    Error,
}
