using Spectre.Console;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.CommandLine.Watching;

/// <summary>A bar for each upload: how far its bytes are, then which step looks at it.</summary>
internal sealed class ProgressBars
{
    private readonly ProgressContext _context;

    private ProgressBars(ProgressContext context) => _context = context;

    /// <summary>Shows bars for as long as the work takes. Without a terminal a line tells each step now and then.</summary>
    public static Task ShowAsync(IAnsiConsole console, Func<ProgressBars, Task> work) => console.Progress()
        .AutoClear(false)
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new SpinnerColumn())
        .StartAsync(context => work(new ProgressBars(context)));

    public ProgressLine Add(string name) => new(_context.AddTask(Markup.Escape(name), maxValue: double.MaxValue), name);
}

/// <summary>One of them.</summary>
internal sealed class ProgressLine(ProgressTask task, string name)
{
    private string _name = name;

    /// <summary>Bytes that the server has.</summary>
    public void Sent(long offset, long length)
    {
        task.MaxValue = Math.Max(1, length);
        task.Value = length == 0 ? 1 : offset;
        Describe(null);
    }

    public void Show(UploadProgress progress)
    {
        _name = progress.Name;
        task.MaxValue = Math.Max(1, progress.Length ?? long.MaxValue);
        task.Value = progress.Length == 0 ? 1 : progress.Offset;
        Describe(progress.State switch
        {
            ProgressState.Processing => StepOf(progress),
            ProgressState.Finalized => "[green]finalized[/]",
            ProgressState.Aborted => "[red]aborted[/]",
            _ => null,
        });
        if (progress.State is ProgressState.Finalized or ProgressState.Aborted)
        {
            task.StopTask();
        }
    }

    /// <summary>Why nothing happens at the moment.</summary>
    public void Waits(string reason) => Describe($"[yellow]{Markup.Escape(reason)}[/]");

    public void Fail()
    {
        Describe("[red]failed[/]");
        task.StopTask();
    }

    private static string StepOf(UploadProgress progress)
    {
        var step = progress.Steps.FirstOrDefault(step => step.State is "running" or "waiting" or "retrying");
        return step is null ? "[yellow]processing[/]" : $"[yellow]{Markup.Escape(step.Name)} {step.State}[/]";
    }

    private void Describe(string? state) => task.Description = state is null ? Markup.Escape(_name) : $"{Markup.Escape(_name)} {state}";
}
