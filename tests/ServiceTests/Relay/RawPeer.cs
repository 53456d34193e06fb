using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ServiceTests.Relay;

/// <summary>One end of a connection, byte by byte: what no HTTP library would send, and when.</summary>
internal sealed class RawPeer(Socket socket) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private readonly MemoryStream _unread = new();

    public static async Task<RawPeer> ConnectAsync(Uri server, int? receiveBuffer = null)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.ReceiveBufferSize = receiveBuffer ?? socket.ReceiveBufferSize;
        using var deadline = new CancellationTokenSource(Deadline);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, deadline.Token);
        return new RawPeer(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes, deadline.Token)..];
        }
    }

    /// <summary>Everything up to and with the empty line.</summary>
    public Task<string> ReadHeadAsync() => ReadUntilAsync("\r\n\r\n");

    public async Task<string> ReadUntilAsync(string end)
    {
        while (true)
        {
            var text = Encoding.Latin1.GetString(_unread.GetBuffer(), 0, (int)_unread.Length);
            var at = text.IndexOf(end, StringComparison.Ordinal);
            if (at >= 0)
            {
                return Take(at + end.Length);
            }

            if (!await ReceiveAsync())
            {
                throw new EndOfStreamException($"The connection ended after: {text}");
            }
        }
    }

    public async Task<string> ReadAsync(int count)
    {
        while (_unread.Length < count)
        {
            if (!await ReceiveAsync())
            {
                throw new EndOfStreamException();
            }
        }

        return Take(count);
    }

    /// <summary>Everything until the other side ends the connection, by whatever means.</summary>
    public async Task<string> ReadToEndAsync()
    {
        while (await ReceiveAsync())
        {
        }

        return Take((int)_unread.Length);
    }

    /// <summary>Waits for an answer or the end of the connection: whether it was an answer.</summary>
    public async Task<bool> HasAnswerAsync() => _unread.Length > 0 || await ReceiveAsync();

    /// <summary>Whether anything has arrived.</summary>
    public bool HasData => _unread.Length > 0 || socket.Poll(0, SelectMode.SelectRead);

    /// <summary>Nothing more is sent; what comes back is still read.</summary>
    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection as a crashed process does: by a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> ReceiveAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var buffer = new byte[16 * 1024];
        try
        {
            var count = await socket.ReceiveAsync(buffer, deadline.Token);
            _unread.Write(buffer, 0, count);
            return count > 0;
        }
        catch (SocketException)
        {
            return false;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Nothing came after {_unread.Length} unread bytes.");
        }
    }

    private string Take(int count)
    {
        var bytes = _unread.ToArray();
        _unread.SetLength(0);
        _unread.Write(bytes, count, bytes.Length - count);
        return Encoding.Latin1.GetString(bytes, 0, count);
    }
}
