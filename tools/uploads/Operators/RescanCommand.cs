using System.CommandLine;
using Spectre.Console;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads rescan</c>: steps look again at files that are there, and how far they are.</summary>
internal static class RescanCommand
{
    public static Command Make(Screen screen)
    {
        var space = new Option<string?>("--space") { Description = "Only this space's files, by its id.", HelpName = "ID" };
        var steps = new Option<string[]>("--step") { Description = "By this step, in place of virusscan; may be repeated.", HelpName = "STEP" };
        var json = Shared.Json();
        var command = new Command("rescan", "Has steps look again at files that are there: after new signatures, above all.") { space, steps, json, List(screen) };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            var rescan = await client.PostAsync(
                "admin/rescans", new AdminRescanRequest(parsed.GetValue(space), parsed.GetValue(steps)), AdminJson.Default.AdminRescanRequest,
                AdminJson.Default.AdminRescan, cancellationToken);
            if (parsed.GetValue(json))
            {
                screen.Json(rescan, AdminJson.Default.AdminRescan);
            }
            else
            {
                screen.Remark("It has begun: 'uploads rescan list' shows how far it is, 'uploads quarantine' what it finds.");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static Command List(Screen screen) => AdminQuery.Make(
        screen, "list", "Lists rescans, the newest first, and how far they are.",
        (client, cancellationToken) => client.GetAsync("admin/rescans", AdminJson.Default.IReadOnlyListAdminRescan, cancellationToken),
        AdminJson.Default.IReadOnlyListAdminRescan, rescans => Show(screen, rescans));

    private static void Show(Screen screen, IReadOnlyList<AdminRescan> rescans)
    {
        if (rescans.Count == 0)
        {
            screen.Remark("There was none yet.");
            return;
        }

        var table = Shared.Table("Begun", "Ended", "Space", "Steps", "Passed", "Found", "Undecided");
        foreach (var rescan in rescans)
        {
            table.AddRow(
                Shared.Cell(Words.Time(rescan.BegunAt)), Shared.Cell(rescan.EndedAt is { } ended ? Words.Time(ended) : "under way"),
                Shared.Cell(rescan.Space?.ToString() ?? "all"), Shared.Cell(string.Join(", ", rescan.Steps)), Shared.Cell($"{rescan.Passed}"),
                Shared.Cell($"{rescan.Found}"), Shared.Cell($"{rescan.Undecided}"));
        }

        screen.Output.Write(table);
    }
}
