using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Storage;

/// <summary>Where the default drivers keep everything.</summary>
public sealed class StorageOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Storage";

    /// <summary>The folder of the database and the blobs; made when missing. All processes that share a store name the same one.</summary>
    [Required]
    public string DataRoot { get; set; } = "";
}
