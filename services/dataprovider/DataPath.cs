using UploadProcessing.DataProvider.Simple;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.ServiceDefaults.Kestrel;

namespace UploadProcessing.DataProvider;

internal static class DataPath
{
    /// <summary>Lets bodies of any size and any speed in; what bounds them is the session's length and the space's quota.</summary>
    public static void AddDataPath(this WebApplicationBuilder builder)
    {
        // 30 MB by default, which no file server wants.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Services.AddHttpLimits().AddLargeBlocks();
        builder.Services.AddSingleton<BodyReceiver>();
    }
}
