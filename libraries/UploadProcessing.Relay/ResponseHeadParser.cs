using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace UploadProcessing.Relay;

/// <summary>Reads an answer's head strictly (RFC 9112, 4 and 5): what is not exactly HTTP/1.1 is refused, not repaired.</summary>
internal static class ResponseHeadParser
{
    private static ReadOnlySpan<byte> Version => "HTTP/1.1 "u8;

    /// <summary>Takes one head off <paramref name="input"/>.</summary>
    public static async Task<ResponseHead> ReadAsync(PipeReader input, int maxSize, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await input.ReadAsync(cancellationToken);
            var buffer = result.Buffer;
            if (TryTake(ref buffer, maxSize, out var head))
            {
                input.AdvanceTo(buffer.Start);
                return head;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
            if (result.IsCompleted)
            {
                throw new TargetFault(buffer.IsEmpty ? TargetFault.Closed : TargetFault.MalformedHead);
            }
        }
    }

    private static bool TryTake(ref ReadOnlySequence<byte> buffer, int maxSize, out ResponseHead head)
    {
        var seen = buffer.Slice(0, Math.Min(buffer.Length, maxSize));
        var bytes = seen.IsSingleSegment ? seen.FirstSpan : seen.ToArray();
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end >= 0)
        {
            head = Parse(bytes[..end]);
            buffer = buffer.Slice(end + 4);
            return true;
        }

        // Told as early as possible: a target that speaks something else may never close the connection.
        var common = Math.Min(bytes.Length, Version.Length);
        if (!bytes[..common].SequenceEqual(Version[..common]) || HasBareLineFeed(bytes))
        {
            throw new TargetFault(TargetFault.MalformedHead);
        }

        if (buffer.Length >= maxSize)
        {
            throw new TargetFault(TargetFault.HeadTooLarge);
        }

        head = null!;
        return false;
    }

    private static bool HasBareLineFeed(ReadOnlySpan<byte> bytes)
    {
        for (int at; (at = bytes.IndexOf((byte)'\n')) >= 0; bytes = bytes[(at + 1)..])
        {
            if (at == 0 || bytes[at - 1] != '\r')
            {
                return true;
            }
        }

        return false;
    }

    private static ResponseHead Parse(ReadOnlySpan<byte> bytes)
    {
        var lines = bytes.Split("\r\n"u8);
        lines.MoveNext();
        var status = ParseStatus(bytes[lines.Current]);
        var headers = new HeaderDictionary();
        while (lines.MoveNext())
        {
            ParseField(bytes[lines.Current], headers);
        }

        return new ResponseHead(status, headers);
    }

    private static int ParseStatus(ReadOnlySpan<byte> line)
    {
        if (line.Length < 12 || !line.StartsWith(Version) || (line.Length > 12 && line[12] != ' ') || !IsText(line)
            || line.Slice(9, 3).ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            throw new TargetFault(TargetFault.MalformedHead);
        }

        var status = ((line[9] - '0') * 100) + ((line[10] - '0') * 10) + (line[11] - '0');

        // 101 would hand the connection to a protocol that was never asked for.
        return status is (>= 100 and < 600) and not 101 ? status : throw new TargetFault(TargetFault.MalformedHead);
    }

    private static void ParseField(ReadOnlySpan<byte> line, HeaderDictionary headers)
    {
        // A line that begins with a blank (obs-fold) has no token before its colon, nor has one with a blank before the colon.
        var colon = line.IndexOf((byte)':');
        if (colon < 0 || !Fields.IsToken(line[..colon]) || !IsText(line))
        {
            throw new TargetFault(TargetFault.MalformedHead);
        }

        var name = Encoding.ASCII.GetString(line[..colon]);
        var value = Encoding.ASCII.GetString(line[(colon + 1)..].Trim(" \t"u8));
        headers[name] = StringValues.Concat(headers[name], value);
    }

    // Visible ASCII, blank and tab. Values in other encodings cannot be written by Kestrel, so they are refused here, in one place.
    private static bool IsText(ReadOnlySpan<byte> line)
    {
        foreach (var c in line)
        {
            if (c is (< 0x20 and not (byte)'\t') or > 0x7E)
            {
                return false;
            }
        }

        return true;
    }
}
