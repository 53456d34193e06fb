using System.Text.RegularExpressions;

namespace UploadProcessing.Sequences.Comparing;

/// <summary>
/// When two first lines say the same. Drawings show an example where spans know the route: an id in one stands for a
/// <c>{parameter}</c> or another id in the other. An event is its name; whoever draws it may leave its parameters out.
/// </summary>
internal static partial class LabelComparison
{
    public static bool Same(string one, string other)
    {
        if (Event().Match(one) is { Success: true } first && Event().Match(other) is { Success: true } second)
        {
            return first.Groups["event"].Value == second.Groups["event"].Value
                && (Parameters(first).Length == 0 || Parameters(second).Length == 0 || SameText(Parameters(first), Parameters(second)));
        }

        return SameText(one, other);
    }

    private static string Parameters(Match match) => match.Groups["parameters"].Value;

    private static bool SameText(string one, string other)
    {
        var first = Words(one);
        var second = Words(other);
        return first.Count == second.Count && first.Zip(second).All(pair => SameWord(pair.First, pair.Second));
    }

    /// <summary>Ids and parameters apart from the text between them; runs of white space count as one.</summary>
    private static List<string> Words(string text) =>
        [.. Word().Split(WhiteSpace().Replace(text.Trim(), " ")).Where(word => word.Length > 0)];

    private static bool SameWord(string one, string other) =>
        one == other
        || (Id().IsMatch(one) && (Id().IsMatch(other) || Parameter().IsMatch(other)))
        || (Id().IsMatch(other) && Parameter().IsMatch(one));

    [GeneratedRegex(@"^(?<event>(emit )?[\w-]+)(\((?<parameters>[^()]*)\))? event$")]
    private static partial Regex Event();

    [GeneratedRegex(@"(\{[^{}]+\}|\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b|\b[0-9a-fA-F]{32}\b)")]
    private static partial Regex Word();

    [GeneratedRegex(@"^(?:[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32})$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^\{[^{}]+\}$")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
