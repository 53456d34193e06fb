using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Backups;
using UploadProcessing.Storage.Sqlite;

namespace UploadProcessing.Maintenance;

/// <summary><c>backup DIR [--link]</c>: copies the data root as it is in one instant, while the services run.</summary>
internal static class BackupCommand
{
    public const string Name = "backup";

    public static Command Make(TextWriter output, TextWriter error)
    {
        var folder = new Argument<string>("DIR") { Description = "An empty or missing folder." };
        var link = new Option<bool>("--link") { Description = "Hard links in place of copies, where the file system is the same; no help against its loss." };
        var dataRoot = CommandOptions.DataRoot();
        var command = new Command(Name, "Copies the data root as it is in one instant, while the services run or not.") { folder, link, dataRoot };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(parsed.GetValue(dataRoot), error, async services =>
        {
            var database = SqliteMetadataStore.PathIn(services.GetRequiredService<IOptions<StorageOptions>>().Value.DataRoot);
            if (!File.Exists(database))
            {
                await error.WriteLineAsync($"There is no database {database}.");
                return ExitCodes.NotDone;
            }

            var result = await services.GetRequiredService<DataRootBackup>()
                .MakeAsync(parsed.GetRequiredValue(folder), parsed.GetValue(link), cancellationToken);
            return CopyReport.Write(result, "Backed up", output, error);
        }));
        return command;
    }
}
