using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Events;

/// <summary>Where an attempt at a step is; in JSON in lower case.</summary>
[JsonConverter(typeof(WordConverter<StepState>))]
public enum StepState
{
    /// <summary>Somebody works on it.</summary>
    Running,

    /// <summary>Somebody outside was asked and has not answered.</summary>
    Waiting,

    /// <summary>It came to nothing and is tried again.</summary>
    Retrying,

    /// <summary>It let the upload pass.</summary>
    Passed,

    /// <summary>It decided against the upload, or there are no attempts left.</summary>
    Failed,
}
