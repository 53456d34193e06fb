using System.CommandLine;

namespace UploadProcessing.Maintenance;

/// <summary>What several commands take; each call makes a new one, for one command.</summary>
internal static class CommandOptions
{
    public static Option<string?> DataRoot() => new("--data-root")
    {
        Description = "The data root, in place of the configured one (Storage:DataRoot).",
        HelpName = "DIR",
    };

    public static Option<bool> Json() => new("--json") { Description = "One JSON document in place of lines of text." };
}
