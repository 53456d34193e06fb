using System.Globalization;
using System.Text.RegularExpressions;

namespace UploadProcessing.Sequences.Labels;

/// <summary><c>PUT /dav/spaces/{spaceid}/newfile.bin</c> and <c>201 Created</c>.</summary>
internal static partial class HttpLabels
{
    public static string Request(Span span)
    {
        // A method the instrumentation does not know is recorded as _OTHER beside the real one.
        var method = span.Attribute(AttributeNames.HttpMethod);
        if (method is null or "_OTHER")
        {
            method = span.Attribute(AttributeNames.HttpMethodOriginal) ?? method ?? "HTTP";
        }

        return $"{method} {Route(span)}";
    }

    public static string? Response(Span span)
    {
        if (!int.TryParse(span.Attribute(AttributeNames.HttpStatus), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return null;
        }

        return ReasonPhrases.Of(status) is { } phrase ? $"{status} {phrase}" : $"{status}";
    }

    private static string Route(Span span)
    {
        if (span.Attribute(AttributeNames.HttpRoute) is not { } route)
        {
            return span.Attribute(AttributeNames.UrlPath) ?? span.Name;
        }

        var path = span.Attribute(AttributeNames.FilePath);
        route = CatchAll().Replace(route, match => path is null ? match.Value : $"/{Printable(path).Trim('/')}");
        route = Constraint().Replace(route, "{$1}");
        return $"/{route.Trim('/')}";
    }

    /// <summary>File names may hold any character but a slash and NUL; a line feed must not end the label.</summary>
    private static string Printable(string path) =>
        Control().Replace(path, match => $"%{(int)match.Value[0]:X2}");

    // A trailing {*path} or {**path}.
    [GeneratedRegex(@"/?\{\*{1,2}[^{}]*\}/?$")]
    private static partial Regex CatchAll();

    // {spaceid:guid}, {page=1}, {page?}: only the name is of interest.
    [GeneratedRegex(@"\{(\w+)[:=?][^{}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\p{Cc}")]
    private static partial Regex Control();
}
