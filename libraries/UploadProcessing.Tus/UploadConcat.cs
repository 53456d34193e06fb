namespace UploadProcessing.Tus;

/// <summary>The value of <c>Upload-Concat</c> (TUS 1.0.0, Concatenation, Upload-Concat; clauses 30 and 35).</summary>
public sealed class UploadConcat
{
    /// <summary>Of a partial upload.</summary>
    public static readonly UploadConcat Partial = new(UploadKind.Partial, "partial", []);

    private const string FinalPrefix = "final;";

    // For trying out whether a relative URL can be resolved at all.
    private static readonly Uri AnyBase = new("http://localhost/");

    private UploadConcat(UploadKind kind, string raw, IReadOnlyList<Uri> parts)
    {
        Kind = kind;
        Raw = raw;
        Parts = parts;
    }

    /// <summary>Partial or final.</summary>
    public UploadKind Kind { get; }

    /// <summary>As it was received: HEAD "MUST include the Upload-Concat header and its value as received in the upload creation request".</summary>
    public string Raw { get; }

    /// <summary>The partial uploads of a final one in their order, as they were named: absolute or relative. "They MAY however be used
    /// multiple times to form a final resource."</summary>
    public IReadOnlyList<Uri> Parts { get; }

    /// <summary>The kind that a stored header tells of; null is an upload without one.</summary>
    public static UploadKind KindOf(string? raw) =>
        raw is null ? UploadKind.Whole : raw.StartsWith(FinalPrefix, StringComparison.Ordinal) ? UploadKind.Final : UploadKind.Partial;

    /// <summary>Reads the header of a request; null when it was not sent.</summary>
    public static TusResult<UploadConcat?> Read(TusRequestHeaders headers, TusCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(capabilities);
        var field = headers.One(TusHeaders.UploadConcat);
        if (field.Error is { } error)
        {
            return error;
        }

        if (field.Value is null)
        {
            return (UploadConcat?)null;
        }

        var concat = capabilities.Demand(TusExtensions.Concatenation) is { } missing ? missing : Parse(field.Value, capabilities.MaxParts);
        return concat.Error is { } refused ? refused : concat.Value;
    }

    /// <summary>Reads a header's value.</summary>
    /// <remarks>"If the upload is a partial one, the header value MUST be partial. In the case of a final upload, its value MUST be final
    /// followed by a semicolon and a space-separated list of partial upload URLs … The partial upload URLs MAY be absolute or relative
    /// and MUST NOT contain spaces as defined in RFC 3986."</remarks>
    public static TusResult<UploadConcat> Parse(string value, int maxParts)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value == Partial.Raw)
        {
            return Partial;
        }

        if (!value.StartsWith(FinalPrefix, StringComparison.Ordinal))
        {
            return TusError.ConcatMalformed;
        }

        var parts = new List<Uri>();
        foreach (var range in value.AsSpan(FinalPrefix.Length).Split(' '))
        {
            var text = value.AsSpan(FinalPrefix.Length)[range];
            if (text.IsEmpty)
            {
                continue;
            }

            if (parts.Count == maxParts)
            {
                return TusError.ConcatTooManyParts;
            }

            if (UrlOf(text) is not { } part)
            {
                return TusError.ConcatMalformed;
            }

            parts.Add(part);
        }

        return parts.Count == 0 ? TusError.ConcatMalformed : new UploadConcat(UploadKind.Final, value, parts);
    }

    /// <summary>What a client sends to join uploads.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static UploadConcat Final(IReadOnlyList<Uri> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        return parts.Count > 0
            ? new UploadConcat(UploadKind.Final, FinalPrefix + string.Join(' ', parts.Select(part => part.OriginalString)), parts)
            : throw new ArgumentException("A final upload has parts.", nameof(parts));
    }

    /// <summary>The parts' absolute URLs; relative ones are relative to the URL the upload was created at (RFC 3986, 5.1.3).</summary>
    public IEnumerable<Uri> Resolve(Uri creationUrl) => Parts.Select(part => new Uri(creationUrl, part));

    /// <summary>The header's value.</summary>
    public override string ToString() => Raw;

    private static Uri? UrlOf(ReadOnlySpan<char> text)
    {
        // On Unix a leading slash alone would make an absolute file URL of it.
        var kind = text[0] == '/' ? UriKind.Relative : UriKind.RelativeOrAbsolute;
        return !text.ContainsAnyExceptInRange('!', '~')
            && Uri.TryCreate(text.ToString(), kind, out var url)
            && Uri.TryCreate(AnyBase, url, out var resolved)
            && (resolved.Scheme == Uri.UriSchemeHttp || resolved.Scheme == Uri.UriSchemeHttps)
            ? url
            : null;
    }
}
