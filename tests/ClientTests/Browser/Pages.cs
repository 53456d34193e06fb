using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace ClientTests.Browser;

/// <summary>A server of pages on a port of its own: they are of another origin than every participant, as pages usually are.</summary>
internal sealed class Pages : IAsyncDisposable
{
    private readonly WebApplication _server;

    private Pages(WebApplication server) => _server = server;

    /// <summary>The sample that users are shown, with Uppy.</summary>
    public string Sample => $"{_server.Urls.Single()}/index.html";

    /// <summary>tus-js-client alone.</summary>
    public string TusJs => $"{_server.Urls.Single()}/pages/tus.html";

    /// <summary>Watches an upload's progress.</summary>
    public string Watch => $"{_server.Urls.Single()}/pages/watch.html";

    public static async Task<Pages> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        Serve(server, "", Path.Combine(Checkout.Root, "samples", "browser-upload"));
        Serve(server, "/pages", Path.Combine(Checkout.Root, "tests", "ClientTests", "Browser", "pages"));
        Serve(server, "/node_modules", Checkout.NodeModules("browser"));
        await server.StartAsync(cancellationToken);
        return new Pages(server);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static void Serve(WebApplication server, string path, string folder) =>
        server.UseStaticFiles(new StaticFileOptions { RequestPath = path, FileProvider = new PhysicalFileProvider(folder) });
}
