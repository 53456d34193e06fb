using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Credentials;
using UploadProcessing.Storage.Files;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Rescans;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Sqlite;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage;

/// <summary>Registers the storage with its default drivers: SQLite and files below <see cref="StorageOptions.DataRoot"/>.</summary>
public static class StorageRegistration
{
    /// <summary>Registers sessions, nodes, blobs and the finalizer; options are read from <c>Storage</c>, <c>Uploads</c> and <c>AppPasswords</c>.</summary>
    public static TBuilder AddUploadStorage<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<UploadOptions>().BindConfiguration(UploadOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MandatoryStepsOptions>().BindConfiguration(MandatoryStepsOptions.SectionName);
        services.AddOptions<AppPasswordOptions>().BindConfiguration(AppPasswordOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFileSystem>(LocalFileSystem.ThisMachine);
        services.AddSingleton<IMetadataStore>(provider => new SqliteMetadataStore(
            provider.GetRequiredService<IOptions<StorageOptions>>(),
            provider.GetRequiredService<IFileSystem>(),
            provider.GetRequiredService<ILogger<SqliteMetadataStore>>()));
        services.AddSingleton<IBlobStore>(provider => new FileBlobStore(
            provider.GetRequiredService<IOptions<StorageOptions>>(), provider.GetRequiredService<IFileSystem>()));
        services.AddHealthChecks().AddCheck<StorageHealthCheck>("storage");
        services.AddSingleton<UploadInitiation>();
        services.AddSingleton<UploadReservation>();
        services.AddSingleton<OutboxSignal>();
        services.AddSingleton<UploadFinalizer>();
        services.AddSingleton<UploadAbortion>();
        services.AddSingleton<UploadRuns>();
        services.AddSingleton<UploadRestart>();
        services.AddSingleton<UploadReplay>();
        services.AddSingleton<Rescanner>();
        services.AddSingleton<UploadOutcomes>();
        services.AddSingleton<UploadExpiry>();
        services.AddSingleton<ChunkGuard>();
        services.AddSingleton<UploadConcatenation>();
        services.AddSingleton<TreeCollector>();
        // Hosted, so that the stores are opened before the service says that it is ready.
        services.AddHostedService(provider => provider.GetRequiredService<TreeCollector>());
        services.AddSingleton<NodeBrowser>();
        services.AddSingleton<NodeEditor>();
        services.AddSingleton<RevisionReader>();
        services.AddSingleton<SpaceDirectory>();
        services.AddSingleton<SpaceEditor>();
        services.AddSingleton<SpaceMembers>();
        services.AddSingleton<SessionEnder>();
        services.AddSingleton<WriteAccess>();
        services.AddSingleton<NodeMover>();
        services.AddSingleton<EmptyFile>();
        services.AddSingleton<AppPasswords>();
        return builder;
    }
}
