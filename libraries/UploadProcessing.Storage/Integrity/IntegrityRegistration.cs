using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Registers the checks.</summary>
public static class IntegrityRegistration
{
    /// <summary>Registers <see cref="IntegrityChecker"/>, beside storage and its sweeps. What the repair of one check changes, those after it look at.</summary>
    public static TBuilder AddUploadIntegrity<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        var services = builder.Services;
        services.AddSingleton<DatabaseFile>();
        services.TryAddSingleton<BlobVerifier>();
        services.AddSingleton<IIntegrityCheck, References>();
        services.AddSingleton<IIntegrityCheck, FileRevisions>();
        services.AddSingleton<IIntegrityCheck, Attachment>();
        services.AddSingleton<IIntegrityCheck, FolderSizes>();
        services.AddSingleton<IIntegrityCheck, EndedSessions>();
        services.AddSingleton<IIntegrityCheck, SpaceCounts>();
        services.AddSingleton<IIntegrityCheck, RevisionBlobs>();
        services.AddSingleton<IIntegrityCheck, UnnamedBlobs>();
        services.AddSingleton<IntegrityChecker>();
        return builder;
    }
}
