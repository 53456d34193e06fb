using System.Text.Json.Serialization;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Contracts.Progress;

/// <summary>Where an upload is; in JSON in lower case.</summary>
[JsonConverter(typeof(WordConverter<ProgressState>))]
public enum ProgressState
{
    /// <summary>Bytes arrive, or are waited for.</summary>
    Receiving,

    /// <summary>All bytes are there; it is no file yet.</summary>
    Processing,

    /// <summary>It is a file.</summary>
    Finalized,

    /// <summary>It ended without one.</summary>
    Aborted,
}
