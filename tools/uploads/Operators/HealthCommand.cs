using System.CommandLine;
using Spectre.Console;
using UploadProcessing.Contracts.Administration;

namespace UploadProcessing.CommandLine.Operators;

/// <summary><c>uploads health</c>: whether the dataprovider is well, and why not.</summary>
internal static class HealthCommand
{
    private const string Healthy = "Healthy";

    public static Command Make(Screen screen) => AdminQuery.Make(
        screen, "health", "Says whether the dataprovider is well, and why not; fails when it is not.",
        (client, cancellationToken) => client.GetAsync("admin/health", AdminJson.Default.AdminHealth, cancellationToken),
        AdminJson.Default.AdminHealth, health => Show(screen, health), health => health.Status is Healthy);

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
