namespace UploadProcessing.Contracts;

/// <summary>The most bytes a file may have. Storage decides; whoever announces it to clients reads the same key.</summary>
public static class FileLimit
{
    /// <summary>The configuration key.</summary>
    public const string Key = "Uploads:MaximumLength";

    /// <summary>What ext4 can hold in one file.</summary>
    public const long Default = 16L << 40;
}
