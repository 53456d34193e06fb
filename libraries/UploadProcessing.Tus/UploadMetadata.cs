using System.Text;

namespace UploadProcessing.Tus;

/// <summary>The value of <c>Upload-Metadata</c> (TUS 1.0.0, Creation, Upload-Metadata; clauses 20 and 21).</summary>
public sealed class UploadMetadata
{
    /// <summary>No metadata.</summary>
    public static readonly UploadMetadata Empty = new(null, []);

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<KeyValuePair<string, byte[]>> _pairs;

    private UploadMetadata(string? raw, List<KeyValuePair<string, byte[]>> pairs)
    {
        Raw = raw;
        _pairs = pairs;
    }

    /// <summary>The header as it was received, for "its value as specified by the Client during the creation"; null without metadata.
    /// It holds visible ASCII, spaces and tabs only, so it can be sent back as it is.</summary>
    public string? Raw { get; }

    /// <summary>The keys in their order.</summary>
    public IEnumerable<string> Keys => _pairs.Select(pair => pair.Key);

    /// <summary>Reads the metadata of a request; <see cref="Empty"/> when none was sent.</summary>
    public static TusResult<UploadMetadata> Read(TusRequestHeaders headers, TusCapabilities capabilities)
    {
        ArgumentNullException.ThrowIfNull(headers);
        ArgumentNullException.ThrowIfNull(capabilities);
        var field = headers.One(TusHeaders.UploadMetadata);
        return field switch
        {
            { Error: { } error } => error,
            { Value: null } => Empty,
            _ when field.Value.Length > capabilities.MaxMetadataLength => TusError.MetadataTooLarge,
            _ => Parse(field.Value),
        };
    }

    /// <summary>Reads a header's value.</summary>
    /// <remarks>"MUST consist of one or more comma-separated key-value pairs. The key and value MUST be separated by a space. The key MUST
    /// NOT contain spaces and commas and MUST NOT be empty. The key SHOULD be ASCII encoded and the value MUST be Base64 encoded. All keys
    /// MUST be unique. … The value MAY be empty. In these cases, the space … MAY be left out." White space around a comma is let pass, as
    /// in every list of HTTP (RFC 9110, 5.6.1).</remarks>
    public static TusResult<UploadMetadata> Parse(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var pairs = new List<KeyValuePair<string, byte[]>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var range in value.AsSpan().Split(','))
        {
            var pair = value.AsSpan()[range].Trim(" \t");
            var space = pair.IndexOf(' ');
            var key = space < 0 ? pair : pair[..space];
            if (!IsKey(key))
            {
                return TusError.MetadataKeyInvalid;
            }

            if (!keys.Add(key.ToString()))
            {
                return TusError.MetadataKeyRepeated;
            }

            if (Decode(space < 0 ? default : pair[(space + 1)..]) is not { } bytes)
            {
                return TusError.MetadataValueInvalid;
            }

            pairs.Add(new(key.ToString(), bytes));
        }

        return new UploadMetadata(value, pairs);
    }

    /// <summary>A value's bytes; null when there is no such key.</summary>
    public ReadOnlyMemory<byte>? Find(string key)
    {
        var index = _pairs.FindIndex(pair => pair.Key == key);
        return index < 0 ? (ReadOnlyMemory<byte>?)null : _pairs[index].Value;
    }

    /// <summary>A value as text; null when there is no such key, refused when it is not UTF-8.</summary>
    public TusResult<string?> Text(string key)
    {
        try
        {
            return Find(key) is { } bytes ? StrictUtf8.GetString(bytes.Span) : (string?)null;
        }
        catch (DecoderFallbackException)
        {
            return TusError.MetadataValueInvalid;
        }
    }

    /// <summary>The same metadata and one more pair, for clients to send.</summary>
    /// <exception cref="ArgumentException">The key is none, or is there already.</exception>
    public UploadMetadata With(string key, ReadOnlySpan<byte> value)
    {
        if (!IsKey(key) || Keys.Contains(key, StringComparer.Ordinal))
        {
            throw new ArgumentException($"'{key}' is not a new key of visible ASCII characters without a comma.", nameof(key));
        }

        var pair = value.IsEmpty ? key : $"{key} {Convert.ToBase64String(value)}";
        return new UploadMetadata(Raw is null ? pair : $"{Raw},{pair}", [.. _pairs, new(key, value.ToArray())]);
    }

    /// <summary>The same metadata and one more pair of which the value is text.</summary>
    /// <exception cref="ArgumentException">The key is none, or is there already.</exception>
    public UploadMetadata With(string key, string value) => With(key, StrictUtf8.GetBytes(value));

    /// <summary>The header's value; empty without metadata, when the header is not sent at all.</summary>
    public override string ToString() => Raw ?? "";

    private static bool IsKey(ReadOnlySpan<char> key) =>
        !key.IsEmpty && !key.Contains(',') && !key.ContainsAnyExceptInRange('!', '~');

    // Convert skips white space; a space inside of a value is not Base64.
    private static byte[]? Decode(ReadOnlySpan<char> encoded)
    {
        var bytes = new byte[encoded.Length / 4 * 3];
        return !encoded.ContainsAny(" \t\r\n") && Convert.TryFromBase64Chars(encoded, bytes, out var written) ? bytes[..written] : null;
    }
}
