namespace UploadProcessing.Storage.Spaces;

/// <summary>What a space is for.</summary>
public enum SpaceType
{
    /// <summary>One user's own; each user has at most one.</summary>
    Personal,

    /// <summary>Shared by its members.</summary>
    Project,
}
