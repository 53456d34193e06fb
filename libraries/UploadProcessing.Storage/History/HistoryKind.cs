namespace UploadProcessing.Storage.History;

/// <summary>What can happen to an upload.</summary>
public enum HistoryKind
{
    /// <summary>It was initiated.</summary>
    Started,

    /// <summary>All bytes are there, and a run of its steps begins.</summary>
    Processing,

    /// <summary>A step of a run changed.</summary>
    Step,

    /// <summary>It is a file.</summary>
    Finalized,

    /// <summary>It ended without one.</summary>
    Aborted,

    /// <summary>Somebody intervened: an operator, or whoever uploads.</summary>
    Operated,
}
