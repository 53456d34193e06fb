using Spectre.Console;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.CommandLine.Watching;

/// <summary>How an upload ended, in a line.</summary>
internal static class Outcome
{
    public static void Tell(Screen screen, UploadProgress? progress)
    {
        switch (progress)
        {
            case { State: ProgressState.Finalized }:
                screen.Output.WriteLine($"{progress.Name} is there.");
                break;
            case { State: ProgressState.Aborted }:
                screen.Fail($"{progress.Name}: {Reason(progress)}");
                break;
        }
    }

    public static string Reason(UploadProgress progress) =>
        $"{progress.Reason ?? "It was aborted."}{(progress.FailedStep is { } step ? $" ({step})" : "")}";
}
