using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using UploadProcessing.ServiceDefaults.Http;

namespace ServiceTests.Hygiene;

/// <summary>A server with the limits of every participant, whose time passes when the test says so.</summary>
internal sealed class PatientHost : IAsyncDisposable
{
    /// <summary>After which an idle client is given up.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly WebApplication _app;

    private PatientHost(WebApplication app, FakeTimeProvider time)
    {
        _app = app;
        Time = time;
    }

    public FakeTimeProvider Time { get; }

    public Uri Address => new(_app.Urls.First());

    public static async Task<PatientHost> StartAsync(RequestDelegate handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var time = new FakeTimeProvider();
        builder.Services.AddHttpLimits().AddSingleton<TimeProvider>(time);
        var app = builder.Build();
        app.UseHttpLimits().UseResponseIdleTimeout();
        app.Run(handle);
        await app.StartAsync();
        return new PatientHost(app, time);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
