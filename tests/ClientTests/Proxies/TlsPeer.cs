using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace ClientTests.Proxies;

/// <summary>A connection to a front, byte by byte: what no HTTP library would send, and when.</summary>
internal sealed class TlsPeer : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private readonly Socket _socket;
    private readonly SslStream _tls;

    private TlsPeer(Socket socket, SslStream tls) => (_socket, _tls) = (socket, tls);

    public static async Task<TlsPeer> ConnectAsync(Front front)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, front.Url.Port, TestContext.Current.CancellationToken);
        var tls = new SslStream(new NetworkStream(socket), false, (_, certificate, _, _) => front.Certificate.Is(certificate));
        await tls.AuthenticateAsClientAsync("127.0.0.1");
        return new TlsPeer(socket, tls);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        await _tls.WriteAsync(bytes, deadline.Token);
    }

    /// <summary>Nothing more is sent; what comes back is still read.</summary>
    public async Task EndSendingAsync()
    {
        await _tls.ShutdownAsync();
        _socket.Shutdown(SocketShutdown.Send);
    }

    /// <summary>What has come when the text ends so, or when the connection ends.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var text = new StringBuilder();
        var buffer = new byte[16 * 1024];
        try
        {
            while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await _tls.ReadAsync(buffer, deadline.Token) is > 0 and var count)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // However it ends.
        }

        return text.ToString();
    }

    /// <summary>An answer, up to the end of the connection.</summary>
    public Task<string> ReadToEndAsync() => ReadUntilAsync("\0");

    /// <summary>Ends the connection as a phone does that leaves the network, and its router then notices.</summary>
    public void Reset()
    {
        _socket.LingerState = new LingerOption(true, 0);
        _socket.Dispose();
    }

    public void Dispose()
    {
        _tls.Dispose();
        _socket.Dispose();
    }
}
