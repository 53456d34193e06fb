using System.Net;
using System.Net.Sockets;

namespace UploadProcessing.LoadTests.Http;

/// <summary>One connection, used by one thread: blocking calls on a socket cost the client less than anything that can wait for many.</summary>
/// <remarks>Client and servers share the machine's cores, so what the client burns is missing from what is measured.</remarks>
internal sealed class Connection : IDisposable
{
    // All connections send the same bytes, so that they stay in the processor's cache: a client with a disk of its own to read would be measured too.
    private static readonly byte[] Content = MakeContent();

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[16 * 1024];
    private readonly AnswerReader _reader;

    public Connection(Uri server)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // The services listen on "localhost", which resolves to two addresses; the load is for this one.
        _socket.Connect(IPAddress.Loopback, server.Port);
        _reader = new AnswerReader(_socket);
    }

    /// <summary>Sends a request's head, and as much of its body as fits into the same packet.</summary>
    /// <returns>How many bytes of the body went with it.</returns>
    public int SendHead(RequestHead head, long bodyWithIt)
    {
        var length = head.WriteTo(_buffer);
        var body = (int)Math.Min(bodyWithIt, _buffer.Length - length);
        Content.AsSpan(0, body).CopyTo(_buffer.AsSpan(length));
        Send(_buffer.AsSpan(0, length + body));
        return body;
    }

    public void SendBody(long length)
    {
        while (length > 0)
        {
            var part = (int)Math.Min(length, Content.Length);
            Send(Content.AsSpan(0, part));
            length -= part;
        }
    }

    public Answer ReadAnswer() => _reader.Read();

    public void Dispose() => _socket.Dispose();

    private static byte[] MakeContent()
    {
        var content = new byte[256 * 1024];
        new Random(1).NextBytes(content);
        return content;
    }

    private void Send(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[_socket.Send(bytes)..];
        }
    }
}
