using System.CommandLine;

namespace UploadProcessing.DataProvider.Commands;

/// <summary><c>dataprovider fsck</c>, <c>backup</c> and <c>restore</c>: what operators do with a data root, beside the running services or without them.</summary>
internal static class StorageCommands
{
    /// <summary>Whether the command line asks for one of them, rather than for the service.</summary>
    public static bool IsCommand(string[] args) =>
        args is [FsckCommand.Name or BackupCommand.Name or RestoreCommand.Name or "--help" or "-h" or "-?", ..];

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("The service that owns the bytes; without a command it runs until it is stopped.")
        {
            FsckCommand.Make(output, error),
            BackupCommand.Make(output, error),
            RestoreCommand.Make(output, error),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false });
        }

        foreach (var problem in parsed.Errors)
        {
            await error.WriteLineAsync(problem.Message);
        }

        await error.WriteLineAsync("Ask for --help.");
        return ExitCodes.NotDone;
    }
}
