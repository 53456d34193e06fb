using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace UploadProcessing.Relay;

/// <summary>Writes the head of the request to the target.</summary>
internal static class RequestHead
{
    /// <summary>Writes request line and header fields; <c>false</c> when one of the client's cannot be passed on as it is.</summary>
    /// <exception cref="ArgumentException">What the caller gave is not an http address or not a header field.</exception>
    public static bool TryWrite(HttpRequest client, RelayRequest request, RequestFraming framing, IBufferWriter<byte> output)
    {
        if (!Fields.IsToken(client.Method))
        {
            return false;
        }

        WriteRequestLine(client.Method, request.Target, output);
        if (!TryWriteClientHeaders(client.Headers, request, output))
        {
            return false;
        }

        foreach (var (name, value) in request.Headers)
        {
            if (!Fields.TryWrite(output, name, value))
            {
                // Neither name nor value in the message: they may be secrets.
                throw new ArgumentException("A header set for the target is not a header field.", nameof(request));
            }
        }

        WriteTraceContext(output);
        WriteFraming(framing, output);
        output.Write("\r\n"u8);
        return true;
    }

    private static void WriteRequestLine(string method, Uri target, IBufferWriter<byte> output)
    {
        var path = target.PathAndQuery;
        if (target.Scheme != Uri.UriSchemeHttp || path.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException("The target of a relay is an absolute http address.", nameof(target));
        }

        Encoding.ASCII.GetBytes(method, output);
        output.Write(" "u8);
        Encoding.ASCII.GetBytes(path, output);
        output.Write(" HTTP/1.1\r\nHost: "u8);
        Encoding.ASCII.GetBytes(target.IsDefaultPort ? HostName(target) : $"{HostName(target)}:{target.Port}", output);
        output.Write("\r\n"u8);
    }

    private static string HostName(Uri target) =>
        target.HostNameType == UriHostNameType.IPv6 ? $"[{target.IdnHost}]" : target.IdnHost;

    private static bool TryWriteClientHeaders(
        IHeaderDictionary headers, RelayRequest request, IBufferWriter<byte> output)
    {
        foreach (var (name, values) in headers)
        {
            if (IsOurs(name) || HopByHopHeaders.Contains(headers, name) || request.Replaces(name))
            {
                continue;
            }

            foreach (var value in values)
            {
                if (!Fields.TryWrite(output, name, value ?? ""))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsOurs(string name) =>
        name.StartsWith(':') // HTTP/2's pseudo fields
        || name.Equals("Host", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Expect", StringComparison.OrdinalIgnoreCase)
        || (Activity.Current is not null && DistributedContextPropagator.Current.Fields.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static void WriteTraceContext(IBufferWriter<byte> output) =>
        DistributedContextPropagator.Current.Inject(Activity.Current, output, static (carrier, name, value) =>
        {
            // A value that is no field (baggage is free text) is left out: telemetry never fails a request.
            Fields.TryWrite((IBufferWriter<byte>)carrier!, name, value);
        });

    private static void WriteFraming(RequestFraming framing, IBufferWriter<byte> output)
    {
        if (framing.Length is { } length)
        {
            output.Write("Content-Length: "u8);
            Utf8Formatter.TryFormat(length, output.GetSpan(20), out var written);
            output.Advance(written);
            output.Write("\r\n"u8);
        }
        else
        {
            output.Write("Transfer-Encoding: chunked\r\n"u8);
        }

        if (framing.AwaitsContinue)
        {
            output.Write("Expect: 100-continue\r\n"u8);
        }
    }
}
