using System.Text;
using UploadProcessing.TestSupport.Lines;

namespace TusConformance.Support;

/// <summary>Sends exactly what a test says: an HTTP library would join repeated fields, tidy values up and send no trailers.</summary>
internal static class Wire
{
    /// <summary>One request on a connection of its own, and its answer.</summary>
    /// <param name="method">The request's method.</param>
    /// <param name="url">Whom it is sent to.</param>
    /// <param name="headers">Lines of <c>Name: value</c>.</param>
    /// <param name="body">Its characters are bytes; null sends no body and no length.</param>
    public static async Task<Reply> SendAsync(string method, Uri url, IEnumerable<string> headers, string? body = null)
    {
        using var peer = await BeginAsync(method, url, body is null ? headers : [.. headers, $"Content-Length: {body.Length}"]);
        await peer.SendAsync(body ?? "");
        return Reply.Parse(await peer.ReadToEndAsync());
    }

    /// <summary>The same with a chunked body, and trailers behind it.</summary>
    public static async Task<Reply> SendChunkedAsync(string method, Uri url, IEnumerable<string> headers, string body, params string[] trailers)
    {
        using var peer = await BeginAsync(method, url, [.. headers, "Transfer-Encoding: chunked"]);
        // Two chunks, so that nobody takes the first for all.
        var middle = body.Length / 2;
        await peer.SendAsync(Chunk(body[..middle]) + Chunk(body[middle..]) + "0\r\n" + string.Concat(trailers.Select(line => line + "\r\n")) + "\r\n");
        return Reply.Parse(await peer.ReadToEndAsync());
    }

    /// <summary>A request's head; what follows is up to the caller.</summary>
    public static async Task<RawPeer> BeginAsync(string method, Uri url, IEnumerable<string> headers)
    {
        var head = new StringBuilder($"{method} {url.PathAndQuery} HTTP/1.1\r\nHost: {url.Authority}\r\nConnection: close\r\n");
        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        var peer = await RawPeer.ConnectAsync(url);
        await peer.SendAsync(head.Append("\r\n").ToString());
        return peer;
    }

    private static string Chunk(string bytes) => bytes.Length == 0 ? "" : $"{bytes.Length:x}\r\n{bytes}\r\n";
}
