using System.Globalization;

namespace TusConformance.Support;

/// <summary>An answer as it came over the wire.</summary>
internal sealed class Reply
{
    private readonly ILookup<string, string> _fields;

    private Reply(int status, ILookup<string, string> fields, string body)
    {
        Status = status;
        _fields = fields;
        Body = body;
    }

    public int Status { get; }

    public string Body { get; }

    /// <summary>The value of a field that may stand once; null when it is not there.</summary>
    public string? this[string name] => _fields[name].SingleOrDefault();

    public long? Offset => this["Upload-Offset"] is { } offset ? long.Parse(offset, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    public Uri Location => new(this["Location"] ?? throw new InvalidOperationException($"No Location: {Status} {Body}"));

    public IReadOnlyList<string> List(string name) => this[name]?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    public bool Has(string name) => _fields.Contains(name);

    /// <summary>Shows the whole answer when it has none of these statuses.</summary>
    public Reply MustBe(params int[] statuses)
    {
        Assert.True(statuses.Contains(Status), $"{string.Join(" or ", statuses)} was expected, and this came: {this}");
        return this;
    }

    public static Reply Parse(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        Assert.True(end >= 0, $"No answer: '{text}'");
        var lines = text[..end].Split("\r\n");
        var fields = lines.Skip(1).Select(line => line.Split(':', 2)).ToLookup(pair => pair[0], pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        return new Reply(int.Parse(lines[0].AsSpan(9, 3), CultureInfo.InvariantCulture), fields, text[(end + 4)..]);
    }

    public override string ToString() => $"{Status}\n{string.Join('\n', _fields.SelectMany(field => field.Select(value => $"{field.Key}: {value}")))}\n\n{Body}";
}
