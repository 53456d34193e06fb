using System.CommandLine;
using Spectre.Console;
using UploadProcessing.Contracts.Administration;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads show</c>: one upload, its steps, and everything that happened to it.</summary>
internal static class ShowCommand
{
    public static Command Make(Screen screen)
    {
        var (upload, json) = (Shared.Upload(), Shared.Json());
        var sequence = new Option<bool>("--sequence") { Description = "What the dashboard has recorded of it, as a Mermaid sequence diagram." };
        var command = new Command("show", "Shows one upload with its steps and everything that happened to it.") { upload, sequence, json };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(sequence))
            {
                using var dashboard = admin.OpenDashboard(parsed);
                screen.Output.Profile.Out.Writer.Write(await dashboard.SequenceAsync(parsed.GetRequiredValue(upload), cancellationToken));
                return ExitCodes.Done;
            }

            using var client = admin.Open(parsed);
            var details = await client.GetAsync($"admin/uploads/{Uri.EscapeDataString(parsed.GetRequiredValue(upload))}", AdminJson.Default.AdminUploadDetails, cancellationToken);
            if (parsed.GetValue(json))
            {
                screen.Json(details, AdminJson.Default.AdminUploadDetails);
            }
            else
            {
                Show(screen.Output, details);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(IAnsiConsole console, AdminUploadDetails upload)
    {
        console.Write(Facts(upload));
        if (upload.Steps.Count > 0)
        {
            console.Write(Steps(upload.Steps));
        }

        console.Write(History(upload.History));
    }

    private static Grid Facts(AdminUploadDetails upload)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap()).AddColumn();
        void Add(string name, string? value)
        {
            if (value is { Length: > 0 })
            {
                grid.AddRow(new Markup($"[grey]{name}[/]"), Shared.Cell(value));
            }
        }

        grid.AddRow(new Markup("[grey]State[/]"), Words.State(upload.State));
        Add("Reason", upload.Reason);
        Add("Name", upload.Name);
        Add("Size", Words.Received(upload.Offset, upload.Length));
        Add("Space", upload.SpaceId.ToString());
        Add("User", upload.UserId.Value);
        Add("Begun", Words.Time(upload.CreatedAt));
        Add(upload.State is ProgressState.Receiving or ProgressState.Processing ? "Ends at the latest" : "Last change",
            Words.Time(upload.State is ProgressState.Receiving or ProgressState.Processing ? upload.ExpiresAt : upload.UpdatedAt));
        Add("File", upload.FileId);
        Add("Remarks", string.Join("; ", upload.Marks));
        Add("Bytes", upload.KeepsBytes ? "are kept: 'uploads restart' has it processed again, 'uploads purge' drops them" : null);
        Add("Trace", upload.TraceId);
        return grid;
    }

    private static Table Steps(IReadOnlyList<StepProgress> steps)
    {
        var table = Shared.Table("Step", "State", "Attempt", "Begun", "Ended", "Next attempt", "Detail");
        foreach (var step in steps)
        {
            table.AddRow(
                Shared.Cell(step.Name), Shared.Cell(step.State), Shared.Cell(step.Attempt > 0 ? $"{step.Attempt}" : ""), Time(step.StartedAt), Time(step.EndedAt),
                Time(step.NextAt), Shared.Cell(step.Detail));
        }

        return table;
    }

    private static Table History(IReadOnlyList<AdminHistoryEntry> history)
    {
        var table = Shared.Table("#", "Time", "What", "Run", "Detail");
        foreach (var entry in history)
        {
            var what = entry.Change is { } change ? $"{change.Step} {change.State.ToString().ToLowerInvariant()} ({change.Attempt}.)" : entry.Kind;
            table.AddRow(
                Shared.Cell($"{entry.Sequence}"), Time(entry.At), Shared.Cell(what), Shared.Cell(entry.Run is { } run ? $"{run}" : ""),
                Shared.Cell(entry.Detail ?? entry.Change?.Detail));
        }

        return table;
    }

    private static Text Time(DateTimeOffset? at) => Shared.Cell(at is { } time ? Words.Time(time) : "");
}
