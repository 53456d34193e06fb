using System.Globalization;
using System.Text;

namespace UploadProcessing.LoadTests.Http;

/// <summary>A request up to its body.</summary>
internal sealed class RequestHead
{
    private readonly StringBuilder _text = new();

    public RequestHead(string method, Uri target, long contentLength)
    {
        _text.Append(CultureInfo.InvariantCulture, $"{method} {target.PathAndQuery} HTTP/1.1\r\nHost: {target.Authority}\r\n");
        Add("Content-Length", contentLength.ToString(CultureInfo.InvariantCulture));
        ContentLength = contentLength;
        Target = target;
    }

    public Uri Target { get; }

    public long ContentLength { get; }

    public RequestHead Add(string name, string? value)
    {
        if (value is not null)
        {
            _text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return this;
    }

    /// <summary>The bytes on the wire.</summary>
    public int WriteTo(Span<byte> buffer)
    {
        var written = 0;
        foreach (var chunk in _text.GetChunks())
        {
            written += Encoding.ASCII.GetBytes(chunk.Span, buffer[written..]);
        }

        "\r\n"u8.CopyTo(buffer[written..]);
        return written + 2;
    }
}
