namespace UploadProcessing.Storage.Uploads;

/// <summary>What an upload session is for (TUS 1.0.0, Concatenation).</summary>
public enum UploadKind
{
    /// <summary>Bytes of its own that become a revision.</summary>
    File,

    /// <summary>A part: it has a space but no name, and becomes a revision only within a final upload.</summary>
    Partial,

    /// <summary>Parts, joined in order, that become a revision.</summary>
    Final,
}
