using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Sqlite;

namespace UploadProcessing.Maintenance;

/// <summary><c>fsck [--repair] [--deep] [--json]</c>: proves that revisions, blobs, quota and trees fit together.</summary>
internal static class FsckCommand
{
    public const string Name = "fsck";

    public static Command Make(TextWriter output, TextWriter error)
    {
        var repair = new Option<bool>("--repair") { Description = "Repair what can be repaired without losing anything." };
        var deep = new Option<bool>("--deep") { Description = "Read every byte and compare digests." };
        var (json, dataRoot) = (CommandOptions.Json(), CommandOptions.DataRoot());
        var command = new Command(Name, "Checks that revisions, blobs, quota and trees fit together, while the services run or not.") { repair, deep, json, dataRoot };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(parsed.GetValue(dataRoot), error, async services =>
        {
            var database = SqliteMetadataStore.PathIn(services.GetRequiredService<IOptions<StorageOptions>>().Value.DataRoot);
            if (!File.Exists(database))
            {
                // Opening it would make one, and an empty one has no faults.
                await error.WriteLineAsync($"There is no database {database}.");
                return ExitCodes.NotDone;
            }

            var scope = new IntegrityScope(parsed.GetValue(deep), parsed.GetValue(repair));
            var report = parsed.GetValue(json) ? (IReport)new JsonReport(output) : new TextReport(output);
            return await CheckAsync(services, scope, report, cancellationToken);
        }));
        return command;
    }

    /// <summary>Checks, and tells as it goes.</summary>
    public static async Task<int> CheckAsync(IServiceProvider services, IntegrityScope scope, IReport report, CancellationToken cancellationToken)
    {
        await foreach (var finding in services.GetRequiredService<IntegrityChecker>().CheckAsync(scope, cancellationToken))
        {
            report.Add(finding);
        }

        return report.End();
    }
}
