using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using UploadProcessing.DataProvider.Progress;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Rescans;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>The Admin API: a server of its own within this process, so that no route of an operator's can be reached where clients come in.</summary>
internal sealed class AdminServer(IServiceProvider services, IOptions<AdministrationOptions> options, ILoggerFactory loggers, ILogger<AdminServer> logger) : IHostedService
{
    private WebApplication? _app;

    /// <summary>Where it listens.</summary>
    public string? Address => _app?.Urls.FirstOrDefault();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { Port: { } port, Token: { Length: > 0 } token })
        {
            return;
        }

        // Without any configuration: addresses, above all, are those of the server that clients reach.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.Services.AddRouting();
        builder.Services.AddProblemDetails();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.Listen(IPAddress.Parse(options.Value.Address), port);
        });
        AddOurs(builder.Services);
        _app = builder.Build();
        _app.UseExceptionHandler();
        _app.UseStatusCodePages();
        _app.UseMiddleware<OperatorAuthentication>(token);
        _app.MapUploads();
        _app.MapInterventions();
        _app.MapRescans();
        _app.MapGivenUp();
        _app.MapHealth(services.GetRequiredService<HealthCheckService>());
        await _app.StartAsync(cancellationToken);
        logger.AdminApiListens(Address!);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_app is not null)
        {
            await _app.StopAsync(cancellationToken);
            await _app.DisposeAsync();
        }
    }

    /// <summary>What the routes need of this process is the very same that clients' requests use.</summary>
    private void AddOurs(IServiceCollection admin)
    {
        admin.AddSingleton(services.GetRequiredService<AdminUploads>());
        admin.AddSingleton(services.GetRequiredService<Interventions>());
        admin.AddSingleton(services.GetRequiredService<ProgressEvents>());
        admin.AddSingleton(services.GetRequiredService<IMetadataStore>());
        admin.AddSingleton(services.GetRequiredService<Rescanner>());
        admin.AddSingleton(services.GetRequiredService<AuditLog>());
        if (services.GetService<GivenUpEvents>() is { } givenUp)
        {
            admin.AddSingleton(givenUp);
        }
    }
}
