using System.Text.RegularExpressions;

namespace UploadProcessing.Sequences.Diagrams;

/// <summary>The lines of a sequence diagram, as far as sequences need them.</summary>
internal static partial class DiagramSyntax
{
    /// <summary>Words with a meaning at the beginning of a line; no participant can be named so.</summary>
    public static readonly HashSet<string> Keywords =
    [
        "sequencediagram", "participant", "actor", "create", "destroy", "as", "note", "over", "activate", "deactivate", "autonumber",
        "title", "acctitle", "accdescr", "link", "links", "properties", "details", "box", "rect", "loop", "opt", "par", "par_over",
        "critical", "break", "alt", "else", "and", "option", "end",
    ];

    /// <summary>Lines that say nothing about who sends what.</summary>
    public static readonly HashSet<string> Decoration =
    [
        "note", "activate", "deactivate", "autonumber", "title", "title:", "acctitle:", "accdescr:", "link", "links", "properties",
        "details", "destroy", "and", "option",
    ];

    /// <summary>Blocks whose content is read as if they were not there.</summary>
    public static readonly HashSet<string> TransparentBlocks = ["box", "rect", "loop", "opt", "par", "par_over", "critical", "break"];

    public static readonly IReadOnlyDictionary<string, MessageKind> Arrows = new Dictionary<string, MessageKind>
    {
        ["->>"] = MessageKind.Request,
        ["-->>"] = MessageKind.Response,
        ["-)"] = MessageKind.Asynchronous,
    };

    [GeneratedRegex(@"^(?:create\s+)?(?:participant|actor)\s+(?<id>\S+)(?:\s+as\s+(?<name>.+))?$", RegexOptions.IgnoreCase)]
    public static partial Regex Participant();

    // A name may contain hyphens, so it is as short as an arrow behind it allows.
    [GeneratedRegex(@"^(?<from>[^:]+?)\s*(?<arrow>-->>|->>|-\))\s*[+-]?\s*(?<to>[^:+\->]+(?:-[^:+\->]+)*?)\s*:\s?(?<label>.*)$")]
    public static partial Regex Message();
}
