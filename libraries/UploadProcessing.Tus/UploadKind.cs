namespace UploadProcessing.Tus;

/// <summary>What an upload is for (TUS 1.0.0, Concatenation).</summary>
public enum UploadKind
{
    /// <summary>A file.</summary>
    Whole,

    /// <summary>A part of files: "The Server SHOULD NOT process these partial uploads until they are concatenated to form a final upload."</summary>
    Partial,

    /// <summary>A file that consists of partial uploads.</summary>
    Final,
}
