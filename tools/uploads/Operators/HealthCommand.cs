using System.CommandLine;
using Spectre.Console;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads health</c>: whether the dataprovider is well, and why not.</summary>
internal static class HealthCommand
{
    private const string Healthy = "Healthy";

    public static Command Make(Screen screen)
    {
        var json = Shared.Json();
        var command = new Command("health", "Says whether the dataprovider is well, and why not; fails when it is not.") { json };
        var admin = AdminOptions.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = admin.Open(parsed);
            var health = await client.GetAsync("admin/health", AdminJson.Default.AdminHealth, cancellationToken);
            if (parsed.GetValue(json))
            {
                screen.Json(health, AdminJson.Default.AdminHealth);
            }
            else
            {
                Show(screen, health);
            }

            return health.Status is Healthy ? ExitCodes.Done : ExitCodes.Refused;
        });
        return command;
    }

    private static void Show(Screen screen, AdminHealth health)
    {
        var table = Shared.Table("What", "State", "Why", "Figures");
        foreach (var check in health.Checks)
        {
            table.AddRow(
                Shared.Cell(check.Name), new Text(check.Status, new Style(check.Status is Healthy ? Color.Green : Color.Red)), Shared.Cell(check.Description),
                Shared.Cell(string.Join(", ", check.Data.Select(pair => $"{pair.Key} {pair.Value}"))));
        }

        screen.Output.Write(table);
    }
}
