using System.CommandLine;
using Spectre.Console;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads events</c>: events that a consumer has given up, and their delivery once more.</summary>
internal static class EventsCommand
{
    public static Command Make(Screen screen)
    {
        var command = AdminQuery.Make(
            screen, "events", "Lists the events that a consumer has given up, with its reason.",
            (client, cancellationToken) => client.GetAsync("admin/given-up", AdminJson.Default.AdminGivenUpList, cancellationToken),
            AdminJson.Default.AdminGivenUpList, list => Show(screen, list.Events));
        command.Add(Replay(screen));
        return command;
    }

    private static Command Replay(Screen screen)
    {
        var id = new Argument<string>("EVENT") { Description = "Its id, as 'uploads events' shows it." };
        var command = new Command("replay", "Delivers one of them once more, to all who consume it.") { id };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            await client.PostAsync($"admin/given-up/{Uri.EscapeDataString(parsed.GetRequiredValue(id))}/replay", cancellationToken);
            screen.Remark("It is delivered once more.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Show(Screen screen, IReadOnlyList<AdminGivenUpEvent> events)
    {
        if (events.Count == 0)
        {
            screen.Remark("None was given up.");
            return;
        }

        var table = Shared.Table("Event", "Given up", "Subject", "Deliveries", "Reason");
        foreach (var one in events)
        {
            table.AddRow(
                Shared.Cell(one.Id), Shared.Cell(Words.Time(one.At)), Shared.Cell(one.Subject), Shared.Cell($"{one.Deliveries}"), Shared.Cell(one.Reason));
        }

        screen.Output.Write(table);
    }
}
