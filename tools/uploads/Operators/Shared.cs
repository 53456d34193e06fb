using System.CommandLine;
using Spectre.Console;

namespace UploadProcessing.CommandLine.Operators;

/// <summary>What several commands take; each call makes a new one, for one command.</summary>
internal static class Shared
{
    public static Option<bool> Json() => new("--json") { Description = "JSON as the Admin API gives it, in place of tables." };

    public static Argument<string> Upload() => new("UPLOAD") { Description = "The upload's id, as 'uploads list' shows it." };

    public static Option<bool> Yes() => new("--yes", "-y") { Description = "Do not ask whether it is meant." };

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Markup($"[bold]{column}[/]")).NoWrap());
        }

        return table;
    }

    public static Text Cell(string? text) => new(text ?? "");
}
