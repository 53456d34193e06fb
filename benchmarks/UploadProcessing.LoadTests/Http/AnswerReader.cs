using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace UploadProcessing.LoadTests.Http;

/// <summary>Reads answers to their ends, so that the connection can be used again.</summary>
internal sealed class AnswerReader(Socket socket)
{
    private const string EndOfHead = "\r\n\r\n";

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _filled;

    /// <summary>The next final answer.</summary>
    /// <exception cref="IOException">The connection ended before it.</exception>
    public Answer Read()
    {
        while (true)
        {
            var head = ReadHead();
            var status = int.Parse(head.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
            if (status < 200)
            {
                continue;
            }

            var length = Field(head, "Content-Length") is { } stated ? int.Parse(stated, CultureInfo.InvariantCulture) : 0;
            if (Field(head, "Transfer-Encoding") is not null)
            {
                SkipChunks();
            }
            else
            {
                Skip(length);
            }

            return new Answer(status, Field(head, "Location"), Field(head, "Progress-Location"), Field(head, "Connection")?.Equals("close", StringComparison.OrdinalIgnoreCase) ?? false);
        }
    }

    private static string? Field(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return null;
        }

        var value = head.AsSpan(at + name.Length + 3);
        return value[..value.IndexOf('\r')].Trim().ToString();
    }

    private string ReadHead()
    {
        while (true)
        {
            var end = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                var head = Encoding.Latin1.GetString(_buffer, 0, end + EndOfHead.Length);
                Take(end + EndOfHead.Length);
                return head;
            }

            Fill();
        }
    }

    // Errors only, and they are short: their ends may be looked for in all there is.
    private void SkipChunks()
    {
        int end;
        while ((end = _buffer.AsSpan(0, _filled).IndexOf("0\r\n\r\n"u8)) < 0)
        {
            Fill();
        }

        Take(end + 5);
    }

    private void Skip(int length)
    {
        while (length > _filled)
        {
            length -= _filled;
            _filled = 0;
            Fill();
        }

        Take(length);
    }

    private void Take(int count)
    {
        _buffer.AsSpan(count, _filled - count).CopyTo(_buffer);
        _filled -= count;
    }

    private void Fill()
    {
        var read = _filled < _buffer.Length ? socket.Receive(_buffer.AsSpan(_filled)) : 0;
        if (read == 0)
        {
            throw new IOException("The connection ended before the answer did.");
        }

        _filled += read;
    }
}
