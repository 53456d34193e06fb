using System.Net;
using System.Text.RegularExpressions;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>Reads <c>Forwarded</c> (RFC 7239), which the framework does not.</summary>
internal static partial class ForwardedHeader
{
    /// <summary>The elements of all lines, the nearest proxy's last; null when it is malformed: a client could otherwise begin a quoted
    /// string in which its proxy's own words then disappear.</summary>
    public static IReadOnlyList<ForwardedElement>? Parse(IEnumerable<string?> lines)
    {
        var elements = new List<ForwardedElement>();
        foreach (var line in lines)
        {
            if (!TryRead(line ?? "", elements))
            {
                return null;
            }
        }

        return elements;
    }

    private static bool TryRead(string line, List<ForwardedElement> elements)
    {
        var pairs = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var at = 0; ;)
        {
            var match = PairPattern().Match(line, at);
            // "Each parameter MUST NOT occur more than once per field-value" (4).
            if (!match.Success || (match.Groups["name"] is { Success: true } name && !pairs.TryAdd(name.Value, ValueOf(match))))
            {
                return false;
            }

            at = match.Index + match.Length;
            if (match.Groups["end"].Value == ";")
            {
                continue;
            }

            if (pairs.Count > 0)
            {
                elements.Add(new(
                    NodeOf(pairs.GetValueOrDefault("for")), pairs.GetValueOrDefault("proto")?.ToLowerInvariant(), pairs.GetValueOrDefault("host")));
                pairs.Clear();
            }

            if (match.Groups["end"].Length == 0)
            {
                return true;
            }
        }
    }

    private static string ValueOf(Match match) =>
        match.Groups["quoted"] is { Success: true } quoted ? EscapePattern().Replace(quoted.Value, "$1") : match.Groups["token"].Value;

    // "unknown" and "_hidden" (6.2, 6.3) are no addresses.
    private static IPAddress? NodeOf(string? node) => node is not null && IPEndPoint.TryParse(node, out var address) ? address.Address : null;

    // Atomic groups, so that no header can make it try again. A value with a colon must be quoted (4); many proxies do not.
    [GeneratedRegex("""
        \G(?>[ \t]*)(?>(?<name>[!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:"(?<quoted>(?>(?:[^"\\]|\\.)*))"|(?<token>[^ \t,;"]+))(?>[ \t]*))?(?<end>[,;]|\z)
        """)]
    private static partial Regex PairPattern();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex EscapePattern();
}
