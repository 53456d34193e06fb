using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Backups;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Sweeping;

namespace UploadProcessing.Maintenance;

/// <summary>Storage as the service has it, with the same configuration, but nothing that runs by itself.</summary>
internal static class CommandHost
{
    /// <summary>Runs a command; what an operator can put right is told in a line, not as a stack trace.</summary>
    public static async Task<int> RunAsync(string? dataRoot, TextWriter error, Func<IServiceProvider, Task<int>> command)
    {
        try
        {
            await using var services = Open(dataRoot);
            return await command(services);
        }
#pragma warning disable CA1031 // Whatever it was, the work is not done, and whoever waits for the exit code must hear so.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            await error.WriteLineAsync(exception is OptionsValidationException or IOException or UnauthorizedAccessException or SqliteException
                ? exception.Message
                : exception.ToString());
            return ExitCodes.NotDone;
        }
    }

    private static ServiceProvider Open(string? dataRoot)
    {
        var builder = Host.CreateApplicationBuilder();
        if (dataRoot is not null)
        {
            builder.Configuration.AddInMemoryCollection([new($"{StorageOptions.SectionName}:{nameof(StorageOptions.DataRoot)}", dataRoot)]);
        }

        // Standard output belongs to the report.
        builder.Logging.ClearProviders();
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Warning);
        builder.AddUploadStorage();
        builder.AddUploadSweeping();
        builder.AddUploadIntegrity();
        builder.AddUploadBackups();
        return builder.Services.BuildServiceProvider();
    }
}
