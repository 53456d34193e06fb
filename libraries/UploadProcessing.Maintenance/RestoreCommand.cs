using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using UploadProcessing.Storage.Backups;
using UploadProcessing.Storage.Integrity;

namespace UploadProcessing.Maintenance;

/// <summary><c>restore DIR</c>: copies a backup into an empty data root and checks what it has made.</summary>
internal static class RestoreCommand
{
    public const string Name = "restore";

    public static Command Make(TextWriter output, TextWriter error)
    {
        var folder = new Argument<string>("DIR") { Description = "What 'backup' has made." };
        var dataRoot = CommandOptions.DataRoot();
        var command = new Command(Name, "Copies a backup into the empty data root of services that do not run, and checks it.") { folder, dataRoot };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(parsed.GetValue(dataRoot), error, async services =>
        {
            var result = await services.GetRequiredService<DataRootRestore>().RestoreAsync(parsed.GetRequiredValue(folder), cancellationToken);
            var copied = CopyReport.Write(result, "Restored", output, error);
            return copied is ExitCodes.NotDone
                ? copied
                // Its digests were compared while it was copied: what is left to be checked is quick.
                : Math.Max(copied, await FsckCommand.CheckAsync(services, new IntegrityScope(), new TextReport(output), cancellationToken));
        }));
        return command;
    }
}
