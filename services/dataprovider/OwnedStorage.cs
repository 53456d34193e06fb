using UploadProcessing.Storage;
using UploadProcessing.Storage.Scrubbing;
using UploadProcessing.Storage.Sweeping;

namespace UploadProcessing.DataProvider;

internal static class OwnedStorage
{
    /// <summary>The storage, and the care for it: the dataprovider is the one service that owns the bytes.</summary>
    public static void AddOwnedStorage(this WebApplicationBuilder builder)
    {
        builder.AddUploadStorage();
        builder.AddUploadSweeping();
        builder.AddUploadScrubbing();
    }
}
