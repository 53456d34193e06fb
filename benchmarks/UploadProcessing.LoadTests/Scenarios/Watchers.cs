using System.Net;
using System.Net.Sockets;
using UploadProcessing.LoadTests.Http;

namespace UploadProcessing.LoadTests.Scenarios;

/// <summary>Connections that read what a server tells about uploads, and count it.</summary>
internal sealed class Watchers : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<Socket> _sockets = [];
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>Opens one, and waits for its first message.</summary>
    public void Open(RequestHead request)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.TotalMilliseconds };
        _sockets.Add(socket);
        socket.Connect(IPAddress.Loopback, request.Target.Port);
        socket.Send(_buffer.AsSpan(0, request.WriteTo(_buffer)));
        if (socket.Receive(_buffer) is var read && !_buffer.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8))
        {
            throw new Ways.UploadFailed($"A watcher was answered with {System.Text.Encoding.ASCII.GetString(_buffer, 0, Math.Min(read, 40))}.");
        }
    }

    /// <summary>Reads what has come for all of them.</summary>
    /// <returns>How many messages that was; heartbeats are some.</returns>
    public int Read()
    {
        var messages = 0;
        foreach (var socket in _sockets)
        {
            while (socket.Available > 0)
            {
                var read = socket.Receive(_buffer);
                messages += _buffer.AsSpan(0, read).Count("event: "u8);
            }
        }

        return messages;
    }

    public void Dispose() => _sockets.ForEach(socket => socket.Dispose());
}
