using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceTests.Relay;

/// <summary>The kind of target the relay is made for.</summary>
internal sealed class KestrelTarget : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelTarget(WebApplication app) => _app = app;

    public Uri Address => new(new Uri(_app.Urls.First()), "/data/simple/1");

    public static async Task<KestrelTarget> StartAsync(Func<HttpRequest, Task> handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        app.Run(context => handle(context.Request));
        await app.StartAsync();
        return new KestrelTarget(app);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
