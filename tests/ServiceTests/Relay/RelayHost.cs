using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UploadProcessing.Relay;

namespace ServiceTests.Relay;

/// <summary>A Kestrel that relays everything to one target, and tells how each request ended.</summary>
internal sealed class RelayHost : IAsyncDisposable
{
    public const string Template = "/data/simple/{uploadid}";

    private readonly WebApplication _app;
    private readonly Channel<RelayOutcome> _outcomes = Channel.CreateUnbounded<RelayOutcome>();

    private RelayHost(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static Task<RelayHost> StartAsync(Uri target, params (string Key, string Value)[] settings) =>
        StartAsync(_ => new RelayRequest { Target = target, Template = Template }, settings);

    public static async Task<RelayHost> StartAsync(
        Func<HttpContext, RelayRequest> request, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create("Relay:" + s.Key, (string?)s.Value)));
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.AddBodyRelay();
        var app = builder.Build();
        var host = new RelayHost(app);
        app.Run(async context =>
        {
            var relay = context.RequestServices.GetRequiredService<IBodyRelay>();
            var outcome = await relay.RelayAsync(context, request(context), context.RequestAborted);
            if (outcome != RelayOutcome.Answered)
            {
                context.Response.StatusCode = outcome == RelayOutcome.ClientGone ? 400 : 502;
            }

            await host._outcomes.Writer.WriteAsync(outcome);
        });
        await app.StartAsync();
        return host;
    }

    /// <summary>How the next request ended.</summary>
    public async Task<RelayOutcome> OutcomeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return await _outcomes.Reader.ReadAsync(deadline.Token);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
