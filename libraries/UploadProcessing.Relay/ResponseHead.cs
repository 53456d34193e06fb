using Microsoft.AspNetCore.Http;

namespace UploadProcessing.Relay;

/// <summary>Status line and header fields of an answer, checked.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">All fields, hop-by-hop ones included.</param>
internal sealed record ResponseHead(int Status, IHeaderDictionary Headers)
{
    public bool IsInterim => Status < 200;

    /// <summary>Whether the target closes the connection after this answer.</summary>
    public bool Closes => Headers.Connection.Any(value =>
        value!.Split(',', StringSplitOptions.TrimEntries).Contains("close", StringComparer.OrdinalIgnoreCase));

    /// <summary>The declared length, of a body that may not be sent at all (HEAD, 304).</summary>
    public long? ContentLength
    {
        get
        {
            var lengths = Headers["Content-Length"];
            return lengths.Count == 0 ? null : ParseLength(lengths.Count == 1 ? lengths[0]! : "");
        }
    }

    /// <summary>The decoder of the body (RFC 9112, 6.3).</summary>
    public BodyDecoder Body(bool toHead, int maxTrailerSize)
    {
        var coded = Headers.TransferEncoding;
        var length = ContentLength;
        if (coded.Count > 0 && length is not null)
        {
            // "Such a message might indicate an attempt to perform request smuggling or response splitting and ought to be handled as an error."
            throw new TargetFault(TargetFault.AmbiguousFraming);
        }

        if (coded.Count > 0 && (coded.Count > 1 || !coded[0]!.Equals("chunked", StringComparison.OrdinalIgnoreCase)))
        {
            throw new TargetFault(TargetFault.AmbiguousFraming);
        }

        if (toHead || Status is 204 or 304)
        {
            return new LengthDecoder(0);
        }

        return (coded.Count, length) switch
        {
            (> 0, _) => new ChunkedDecoder(maxTrailerSize),
            (_, { } declared) => new LengthDecoder(declared),
            _ => new CloseDecoder(),
        };
    }

    // 1*DIGIT and nothing else: no sign, no blanks, no list (RFC 9112, 6.3 leaves "42, 42" to the recipient; ours refuses it).
    private static long ParseLength(string text) =>
        text.Length is > 0 and < 19 && !text.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? long.Parse(text, System.Globalization.CultureInfo.InvariantCulture)
            : throw new TargetFault(TargetFault.AmbiguousFraming);
}
