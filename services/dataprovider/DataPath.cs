using UploadProcessing.DataProvider.Simple;
using UploadProcessing.ServiceDefaults.Kestrel;

namespace UploadProcessing.DataProvider;

internal static class DataPath
{
    /// <summary>Lets bodies of any size and any speed in; what bounds them is the session's length and the space's quota.</summary>
    public static void AddDataPath(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.UseReadToTheEnd();
            // 30 MB by default, which no file server wants.
            kestrel.Limits.MaxRequestBodySize = null;
            // 240 bytes a second by default: it would cut off people on trains.
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.AddLargeBlocks();
        builder.Services.AddSingleton<BodyReceiver>();
    }
}
