using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Events;

/// <summary>What can become of an upload at a step; in JSON in lower case.</summary>
[JsonConverter(typeof(WordConverter<StepOutcome>))]
public enum StepOutcome
{
    /// <summary>Nothing is wrong.</summary>
    Continue,

    /// <summary>It could not be said now; ask again.</summary>
    Retry,

    /// <summary>The upload ends; its bytes are kept for the operator.</summary>
    Abort,

    /// <summary>The upload ends, and its bytes with it.</summary>
    Delete,
}
