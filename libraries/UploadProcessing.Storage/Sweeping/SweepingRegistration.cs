using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Registers the sweeps, for the one service that owns the storage.</summary>
public static class SweepingRegistration
{
    /// <summary>Sweeps at the start and periodically; options are read from <c>Sweeping</c>.</summary>
    public static TBuilder AddUploadSweeping<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddOptions<SweepingOptions>().BindConfiguration(SweepingOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ISweep, ExpiredUploads>();
        services.AddSingleton<ISweep, AbandonedUploads>();
        // Before the orphans, which a hold keeps.
        services.AddSingleton<ISweep, ForgottenHolds>();
        services.AddSingleton<OrphanFinder>();
        services.AddSingleton<ISweep, OrphanedBlobs>();
        services.AddSingleton<ISweep, UnansweredUploads>();
        services.AddSingleton<ISweep, AcceptedUploads>();
        services.AddSingleton<ISweep, UnansweredRescans>();
        services.AddSingleton<ISweep, EndedUploads>();
        services.AddSingleton<ISweep, ExpiredAppPasswords>();
        services.AddSingleton<Sweeper>();
        services.AddHostedService(provider => provider.GetRequiredService<Sweeper>());
        return builder;
    }
}
