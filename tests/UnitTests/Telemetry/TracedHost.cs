using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.TestSupport.Telemetry;

namespace UnitTests.Telemetry;

/// <summary>A service with nothing but the defaults, that exports to a collector of its own.</summary>
internal sealed class TracedHost : IAsyncDisposable
{
    public const string Token = "eyJhbGciOiJIUzI1NiJ9.eyJ1cGxvYWQiOiI0MiIsIm9wIjoiV3JpdGUifQ.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg";

    private readonly WebApplication _app;

    private TracedHost(WebApplication app, OtlpCollector collector) => (_app, Collector) = (app, collector);

    public OtlpCollector Collector { get; }

    public IServiceProvider Services => _app.Services;

    public HttpClient Http => _app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("self");

    /// <summary>Two ports: one for HTTP/1.1, one for gRPC.</summary>
    public static async Task<TracedHost> StartAsync(
        Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, string endpointKey = "UPLOADS_OTLP_ENDPOINT")
    {
        var collector = await OtlpCollector.StartAsync(TestContext.Current.CancellationToken);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "UnitTests", EnvironmentName = "Development" });
        builder.Configuration[endpointKey] = collector.Endpoint.ToString();
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";

        // Somebody who looks for an error turns everything on; the tokens stay out nevertheless.
        builder.Configuration["Logging:LogLevel:Default"] = "Trace";
        builder.Configuration["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace";
        builder.Configuration["Logging:OpenTelemetry:LogLevel:Default"] = "Trace";
        builder.Configuration["Logging:OpenTelemetry:LogLevel:Microsoft.AspNetCore.Routing"] = "Trace";
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        builder.AddServiceDefaults();
        builder.Services.AddHttpClient("self");
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapPut("/data/{jwt}", (string jwt) => Results.StatusCode(StatusCodes.Status201Created));
        app.MapGet("/failing/{jwt}", string (string jwt) => throw new InvalidOperationException($"No target in {jwt}"));
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new TracedHost(app, collector);
    }

    public Uri Address(string path = "/") => new(new Uri(Addresses[0]), path);

    public Uri GrpcAddress => new(Addresses[1]);

    private string[] Addresses => [.. _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    /// <summary>Stops the service, which exports what is left, and returns the collector with everything in it.</summary>
    public async Task<OtlpCollector> StopAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await _app.DisposeAsync();
        return Collector;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Collector.DisposeAsync();
    }
}
