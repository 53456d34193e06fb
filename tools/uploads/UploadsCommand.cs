using System.CommandLine;
using UploadProcessing.CommandLine.Operators;
using UploadProcessing.CommandLine.Putting;
using UploadProcessing.Maintenance;

namespace UploadProcessing.CommandLine;

/// <summary>The command line <c>uploads</c>.</summary>
internal static class UploadsCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var screen = new Screen();
        var parsed = Make(screen).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                screen.Fail(error.Message);
            }

            screen.Remark($"Ask for help: {string.Join(' ', Path(parsed.CommandResult.Command))} --help");
            return ExitCodes.NotAsked;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CommandException exception)
        {
            screen.Fail(exception.Message);
            return exception.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
    }

    public static RootCommand Make(Screen screen)
    {
        var root = new RootCommand("Uploads files so that they go on after any interruption, and shows operators what becomes of uploads.")
        {
            PutCommand.Make(screen),
            ListCommand.Make(screen),
            ShowCommand.Make(screen),
            WatchCommand.Make(screen),
        };
        foreach (var command in (IEnumerable<Command>)
            [.. InterventionCommands.Make(screen), EventsCommand.Make(screen), RescanCommand.Make(screen), QuarantineCommand.Make(screen), HealthCommand.Make(screen),
             .. MaintenanceCommands.Make(Console.Out, Console.Error)])
        {
            root.Add(command);
        }

        return root;
    }

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? [.. Path(parent), command.Name] : ["uploads"];
}
