using System.CommandLine;
using Spectre.Console;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads quarantine</c>: files that nobody can read since a rescan found something in them, and their release.</summary>
internal static class QuarantineCommand
{
    private const int PageSize = 100;

    public static Command Make(Screen screen)
    {
        var command = AdminQuery.Make(
            screen, "quarantine", "Lists files that nobody can read because a rescan has found something in them.", ReadAsync,
            AdminJson.Default.IReadOnlyListAdminQuarantinedFile, files => Show(screen, files));
        command.Add(Release(screen));
        return command;
    }

    private static async Task<IReadOnlyList<AdminQuarantinedFile>> ReadAsync(AdminClient client, CancellationToken cancellationToken)
    {
        var files = new List<AdminQuarantinedFile>();
        IReadOnlyList<AdminQuarantinedFile> page;
        do
        {
            var cursor = files.Count == 0 ? "" : $"?cursor={files[^1].Revision}";
            page = await client.GetAsync($"admin/quarantine{cursor}", AdminJson.Default.IReadOnlyListAdminQuarantinedFile, cancellationToken);
            files.AddRange(page);
        }
        while (page.Count == PageSize);
        return files;
    }

    private static Command Release(Screen screen)
    {
        var revision = new Argument<string>("REVISION") { Description = "As 'uploads quarantine' shows it." };
        var command = new Command("release", "Lets a file be read again.") { revision };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            await client.PostAsync($"admin/quarantine/{Uri.EscapeDataString(parsed.GetRequiredValue(revision))}/release", cancellationToken);
            screen.Remark("It can be read again.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Screen screen, IReadOnlyList<AdminQuarantinedFile> files)
    {
        if (files.Count == 0)
        {
            screen.Remark("None is.");
            return;
        }

        var table = Shared.Table("Revision", "Since", "Name", "Space", "Reason");
        foreach (var file in files)
        {
            table.AddRow(
                Shared.Cell(file.Revision.ToString()), Shared.Cell(Words.Time(file.At)), Shared.Cell(file.Name ?? "(removed)"), Shared.Cell(file.Space.ToString()),
                Shared.Cell(file.Reason));
        }

        screen.Output.Write(table);
    }
}
