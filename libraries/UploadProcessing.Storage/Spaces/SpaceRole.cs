namespace UploadProcessing.Storage.Spaces;

/// <summary>What a member may do in a space; each includes the one before. Who has none does not see the space at all.</summary>
public enum SpaceRole
{
    /// <summary>List and download.</summary>
    Viewer,

    /// <summary>Also upload, create folders and delete.</summary>
    Editor,

    /// <summary>Also manage members.</summary>
    Manager,
}
