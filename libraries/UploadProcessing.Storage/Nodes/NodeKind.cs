namespace UploadProcessing.Storage.Nodes;

/// <summary>What a node is.</summary>
public enum NodeKind
{
    /// <summary>Has revisions.</summary>
    File,

    /// <summary>Has children.</summary>
    Folder,
}
