using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ServiceTests.Chain;

/// <summary>A request as a server with the narrowest reading of RFC 9112 sees it.</summary>
/// <param name="Head">Request line and fields.</param>
/// <param name="Body">Its body, or what came of it.</param>
/// <param name="IsComplete">Whether its end came.</param>
internal sealed partial record TappedRequest(string Head, string Body, bool IsComplete)
{
    /// <summary>The fields behind a chunked body.</summary>
    public string Trailers { get; private init; } = "";

    public string RequestLine => Head[..Head.IndexOf("\r\n", StringComparison.Ordinal)];

    /// <summary>Every request in <paramref name="bytes"/>, the last one possibly cut.</summary>
    public static IEnumerable<TappedRequest> ReadAll(byte[] bytes)
    {
        var rest = Encoding.Latin1.GetString(bytes);
        while (rest.Length > 0)
        {
            var end = rest.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
            {
                yield return new TappedRequest(rest, "", IsComplete: false);
                yield break;
            }

            var head = rest[..(end + 2)];
            Assert.Matches(HeadPattern(), head);
            rest = rest[(end + 4)..];
            var isComplete = TakeBody(head, ref rest, out var body, out var trailers);
            yield return new TappedRequest(head, body, isComplete) { Trailers = trailers };
            Assert.True(isComplete || rest.Length == 0);
        }
    }

    private static bool TakeBody(string head, ref string rest, out string body, out string trailers)
    {
        trailers = "";
        var lengths = LengthPattern().Matches(head);
        var codings = CodingPattern().Matches(head);
        Assert.True(lengths.Count + codings.Count <= 1, $"The body is framed twice:\n{head}");
        if (codings.Count == 1)
        {
            return TakeChunks(ref rest, out body, out trailers);
        }

        var length = lengths.Count == 1 ? int.Parse(lengths[0].Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        body = rest[..Math.Min(length, rest.Length)];
        rest = rest[body.Length..];
        return body.Length == length;
    }

    private static bool TakeChunks(ref string rest, out string body, out string trailers)
    {
        (body, trailers) = ("", "");
        while (ChunkPattern().Match(rest) is { Success: true } chunk)
        {
            var size = int.Parse(chunk.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            var at = chunk.Length + size;
            if (size == 0)
            {
                var last = TrailersPattern().Match(rest[chunk.Length..]);
                if (!last.Success)
                {
                    break;
                }

                trailers = last.Value;
                rest = rest[(chunk.Length + last.Length)..];
                return true;
            }

            body += rest.Substring(chunk.Length, Math.Min(size, rest.Length - chunk.Length));
            if (rest.Length < at + 2)
            {
                break;
            }

            Assert.Equal("\r\n", rest.Substring(at, 2));
            rest = rest[(at + 2)..];
        }

        rest = "";
        return false;
    }

    [GeneratedRegex(@"\A[A-Z]+ /[!-~]* HTTP/1\.1\r\n([!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t -~\x80-\xff]*\r\n)+\z")]
    private static partial Regex HeadPattern();

    [GeneratedRegex(@"\r\nContent-Length: ?(\d+)(?=\r\n)", RegexOptions.IgnoreCase)]
    private static partial Regex LengthPattern();

    [GeneratedRegex(@"\r\nTransfer-Encoding: ?chunked(?=\r\n)", RegexOptions.IgnoreCase)]
    private static partial Regex CodingPattern();

    [GeneratedRegex(@"\A([0-9a-f]+)\r\n")]
    private static partial Regex ChunkPattern();

    [GeneratedRegex(@"\A([!#$%&'*+\-.^_`|~0-9A-Za-z]+:[\t -~\x80-\xff]*\r\n)*\r\n")]
    private static partial Regex TrailersPattern();
}
