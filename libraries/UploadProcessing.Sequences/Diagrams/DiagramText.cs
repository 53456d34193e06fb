using System.Globalization;
using System.Text.RegularExpressions;

namespace UploadProcessing.Sequences.Diagrams;

/// <summary>Text inside a diagram: line breaks as <c>&lt;br/&gt;</c>, what Mermaid would misread as entity codes (<c>#35;</c>).</summary>
internal static partial class DiagramText
{
    public static string Escape(string text) =>
        Special().Replace(text, match => match.Value == "\n"
            ? "<br/>"
            : string.Create(CultureInfo.InvariantCulture, $"#{(int)match.Value[0]};"));

    public static string Unescape(string text) =>
        Entity().Replace(Break().Replace(text, "\n"), match => int.TryParse(match.Groups[1].Value, NumberStyles.None,
            CultureInfo.InvariantCulture, out var code) && code <= char.MaxValue
                ? ((char)code).ToString()
                : match.Value);

    // '#' begins a comment or an entity, ';' ends a statement, '<' may begin markup; other controls end lines.
    [GeneratedRegex(@"[#;<\p{Cc}]")]
    private static partial Regex Special();

    [GeneratedRegex("#([0-9]{1,5});")]
    private static partial Regex Entity();

    [GeneratedRegex(@"\s*<br\s*/?>\s*", RegexOptions.IgnoreCase)]
    private static partial Regex Break();
}
