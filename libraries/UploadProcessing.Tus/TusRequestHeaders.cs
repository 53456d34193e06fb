namespace UploadProcessing.Tus;

/// <summary>The header fields, or trailer fields, of one request, as the rules read them.</summary>
/// <remarks>In ASP.NET Core: <c>new TusRequestHeaders(name => request.Headers[name])</c>.</remarks>
/// <param name="read">All values of the field of that name, in their order; an empty list when it was not sent.</param>
public sealed class TusRequestHeaders(Func<string, IReadOnlyList<string?>> read)
{
    private static readonly char[] WhiteSpace = [' ', '\t'];

    /// <summary>A field that may be sent once, without the white space around its value; null when it was not sent.</summary>
    /// <remarks>"A sender MUST NOT generate multiple field lines with the same name … unless that field's definition allows multiple
    /// field line values to be recombined as a comma-separated list" (RFC 9110, 5.3). Proxies differ in which of two they believe, so
    /// neither is believed here.</remarks>
    public TusResult<string?> One(string name)
    {
        var values = read(name);
        return values.Count switch
        {
            0 => (string?)null,
            1 => values[0]?.Trim(WhiteSpace),
            _ => TusError.FieldRepeated,
        };
    }

    /// <summary>Whether a field was sent, whatever its value.</summary>
    public bool Has(string name) => read(name).Count > 0;

    /// <summary>Whether a field that is a comma-separated list, on however many lines, has this element.</summary>
    public bool ListHas(string name, string element) => read(name)
        .SelectMany(line => line?.Split(',') ?? [])
        .Any(candidate => candidate.AsSpan().Trim(WhiteSpace).Equals(element, StringComparison.OrdinalIgnoreCase));
}
