using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Ocdav.Storage;

/// <summary>Where the storageprovider is.</summary>
internal sealed class StorageProviderOptions
{
    public const string SectionName = "StorageProvider";

    /// <summary>A name for service discovery (its endpoint <c>grpc</c>), or an address; cleartext HTTP/2.</summary>
    [Required]
    public Uri Address { get; set; } = new("http://_grpc.storageprovider");
}
