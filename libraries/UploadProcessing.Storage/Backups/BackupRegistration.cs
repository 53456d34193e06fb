using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.Storage.Backups;

/// <summary>Registers backup and restore of the default drivers' data root.</summary>
public static class BackupRegistration
{
    /// <summary>Registers <see cref="DataRootBackup"/> and <see cref="DataRootRestore"/>, beside storage.</summary>
    public static TBuilder AddUploadBackups<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Services.AddSingleton<DataRootBackup>();
        builder.Services.AddSingleton<DataRootRestore>();
        return builder;
    }
}
