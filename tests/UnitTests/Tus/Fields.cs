using UploadProcessing.Tus;

namespace UnitTests.Tus;

/// <summary>Header fields for tests, written as they stand on the wire.</summary>
internal static class Fields
{
    public static readonly TusRequestHeaders None = Of();

    /// <summary>Lines of <c>Name: value</c>; a name may come twice.</summary>
    public static TusRequestHeaders Of(params string[] lines)
    {
        var fields = lines.Select(line => line.Split(':', 2))
            .ToLookup(parts => parts[0], string? (parts) => parts[1], StringComparer.OrdinalIgnoreCase);
        return new TusRequestHeaders(name => [.. fields[name]]);
    }

    /// <summary>An answer's fields as lines.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<KeyValuePair<string, string>> answer) =>
        answer.Select(field => $"{field.Key}: {field.Value}");
}
