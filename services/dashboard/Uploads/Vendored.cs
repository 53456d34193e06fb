using Microsoft.Extensions.FileProviders;

namespace UploadProcessing.Dashboard.Uploads;

/// <summary>Scripts of others that the build has brought from npm, for the page Try it.</summary>
internal static class Vendored
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "vendor");

    /// <summary>Whether there was npm when this was built.</summary>
    public static bool IsThere => File.Exists(Path.Combine(s_folder, "tus.min.js"));

    public static void MapVendored(this WebApplication app)
    {
        if (IsThere)
        {
            app.UseStaticFiles(new StaticFileOptions { RequestPath = "/vendor", FileProvider = new PhysicalFileProvider(s_folder) });
        }
    }
}
