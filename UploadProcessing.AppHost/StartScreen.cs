using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.AppHost;

/// <summary>Once every participant is healthy: run.json, and a screen that says where everything is and how to try it.</summary>
internal sealed class StartScreen(
    DataRoot dataRoot, SampleFile sample, DistributedApplicationModel model, ResourceNotificationService notifications, RunFileBuilder runFile,
    IHostEnvironment environment, IConfiguration configuration, ILogger<StartScreen> logger) : BackgroundService
{
    /// <summary>Set to false by tests: their topologies have nobody to read it.</summary>
    public const string ShownKey = "Uploads:StartScreen";

    public static bool IsParticipant(IResource resource) => resource is ProjectResource or IResourceWithConnectionString;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        logger.BuiltAgainst(AspireEdition.Name);
        File.Delete(RunFile.PathIn(Directory.CreateDirectory(dataRoot.Path).FullName));     // of an earlier run
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ShowAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The application ended before everything was healthy, or while the participants were asked.
        }
    }

    private async Task ShowAsync(CancellationToken stoppingToken)
    {
        foreach (var participant in model.Resources.Where(IsParticipant))
        {
            // Not WaitForResourceHealthyAsync: it may throw when the participant dies, and it may be started again.
            await notifications.WaitForResourceAsync(
                participant.Name, change => change.Snapshot.HealthStatus == HealthStatus.Healthy, stoppingToken);
        }

        if (!environment.IsDevelopment())
        {
            return;     // The users, their passwords and the process ids are nobody's business elsewhere.
        }

        var run = await runFile.BuildAsync(stoppingToken);
        await run.WriteAsync(dataRoot.Path, stoppingToken);
        if (configuration.GetValue(ShownKey, defaultValue: true))
        {
            Console.Out.WriteLine(StartScreenText.Of(run, dataRoot.Path, sample.Path));
        }
    }
}

internal sealed record DataRoot(string Path);

/// <summary>By its full path: the screen's lines are pasted in any folder.</summary>
internal sealed record SampleFile(string Path);

internal static class StartScreenExtensions
{
    public static void AddStartScreen(this IDistributedApplicationBuilder builder, string dataRoot)
    {
        // Both would write every probe of a service that is still starting as an error with a stack trace.
        builder.Services.AddLogging(logging => logging
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning));

        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddHttpClient();
            builder.Services.AddSingleton(new DataRoot(dataRoot));
            builder.Services.AddSingleton(new SampleFile(Path.GetFullPath("../README.md", builder.AppHostDirectory)));
            builder.Services.AddSingleton<RunFileBuilder>();
            builder.Services.AddHostedService<StartScreen>();
        }
    }
}
