using System.CommandLine;

namespace UploadProcessing.Maintenance;

/// <summary><c>fsck</c>, <c>backup</c> and <c>restore</c>: what operators do with a data root, beside the running services or without them.</summary>
public static class MaintenanceCommands
{
    /// <summary>Whether a service's command line asks for one of them, rather than for the service.</summary>
    public static bool IsCommand(string[] args) =>
        args is [FsckCommand.Name or BackupCommand.Name or RestoreCommand.Name or "--help" or "-h" or "-?", ..];

    /// <summary>The commands, to be put into a command line.</summary>
    public static IReadOnlyList<Command> Make(TextWriter output, TextWriter error) =>
        [FsckCommand.Make(output, error), BackupCommand.Make(output, error), RestoreCommand.Make(output, error)];

    /// <summary>Runs a service's command line.</summary>
    /// <returns>The exit code (docs/operations.md).</returns>
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("The service that owns the bytes; without a command it runs until it is stopped.");
        foreach (var command in Make(output, error))
        {
            root.Add(command);
        }

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
