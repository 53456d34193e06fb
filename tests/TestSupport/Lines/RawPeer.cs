using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace UploadProcessing.TestSupport.Lines;

/// <summary>One end of a connection, byte by byte: what no HTTP library would send, and when.</summary>
/// <remarks>What is read is taken; what came behind it is there for the next reader.</remarks>
/// <param name="socket">The connection; it ends with this object.</param>
/// <param name="tls">What its bytes are wrapped in, if they are.</param>
public sealed class RawPeer(Socket socket, SslStream? tls = null) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly MemoryStream _unread = new();
    private readonly Stream _line = tls ?? (Stream)new NetworkStream(socket);

    /// <summary>Connects to a server of this machine.</summary>
    /// <param name="server">Its port is taken.</param>
    /// <param name="receiveBuffer">Bytes that may wait unread.</param>
    public static async Task<RawPeer> ConnectAsync(Uri server, int? receiveBuffer = null)
    {
        var socket = await OpenAsync(server, receiveBuffer);
        return new RawPeer(socket);
    }

    /// <summary>The same over TLS.</summary>
    /// <param name="server">Its port is taken.</param>
    /// <param name="trust">Whether the server's certificate is the one that is expected.</param>
    public static async Task<RawPeer> ConnectTlsAsync(Uri server, RemoteCertificateValidationCallback trust)
    {
        var socket = await OpenAsync(server, receiveBuffer: null);
        var tls = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, trust);
        using var deadline = new CancellationTokenSource(Deadline);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1" }, deadline.Token);
        return new RawPeer(socket, tls);
    }

    /// <summary>Sends characters as bytes.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Sends exactly these.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _line.WriteAsync(bytes, deadline.Token);
    }

    /// <summary>Everything up to and with the empty line.</summary>
    public Task<string> ReadHeadAsync() => ReadUntilAsync("\r\n\r\n");

    /// <summary>Everything up to and with <paramref name="end"/>.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before it came.</exception>
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
                throw new EndOfStreamException($"The connection ended before '{end}' came, after: {text}");
            }
        }
    }

    /// <summary>So many bytes.</summary>
    /// <exception cref="EndOfStreamException">The connection ended before.</exception>
    public async Task<string> ReadAsync(int count)
    {
        while (_unread.Length < count)
        {
            if (!await ReceiveAsync())
            {
                throw new EndOfStreamException($"The connection ended after {_unread.Length} of {count} bytes.");
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
    public async Task EndSendingAsync()
    {
        await (tls?.ShutdownAsync() ?? Task.CompletedTask);
        socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>Ends the connection by a reset, as a crashed process does, or a phone that leaves the network.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _line.Dispose();
        _unread.Dispose();
        socket.Dispose();
    }

    private static async Task<Socket> OpenAsync(Uri server, int? receiveBuffer)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.ReceiveBufferSize = receiveBuffer ?? socket.ReceiveBufferSize;
        using var deadline = new CancellationTokenSource(Deadline);
        await socket.ConnectAsync(IPAddress.Loopback, server.Port, deadline.Token);
        return socket;
    }

    private async Task<bool> ReceiveAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var buffer = new byte[16 * 1024];
        try
        {
            var count = await _line.ReadAsync(buffer, deadline.Token);
            _unread.Write(buffer, 0, count);
            return count > 0;
        }
        catch (IOException)
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
