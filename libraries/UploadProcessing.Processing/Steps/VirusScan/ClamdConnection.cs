using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>One command to clamd; every command has a connection of its own (clamd(8)).</summary>
internal sealed class ClamdConnection : IDisposable
{
    private const int LongestAnswer = 4096;

    private readonly Socket _socket;

    private ClamdConnection(Socket socket) => _socket = socket;

    /// <summary>Connects and sends a command, <c>z</c>-terminated: a NUL ends it and its answer.</summary>
    /// <param name="address"><c>unix:/path</c> or <c>tcp://host:port</c>.</param>
    /// <param name="command"><c>INSTREAM</c>, <c>VERSION</c>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async ValueTask<ClamdConnection> OpenAsync(string address, string command, CancellationToken cancellationToken)
    {
        var (endpoint, socket) = Parse(address);
        var connection = new ClamdConnection(socket);
        try
        {
            await socket.ConnectAsync(endpoint, cancellationToken);
            await connection.SendAsync(Encoding.ASCII.GetBytes($"z{command}\0"), cancellationToken);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
        }
    }

    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[_socket.Send(bytes, SocketFlags.None)..];
        }
    }

    /// <summary>The whole answer; empty when the connection ended without one.</summary>
    public async Task<string> ReadAnswerAsync(CancellationToken cancellationToken)
    {
        var (buffer, length) = (new byte[LongestAnswer], 0);
        while (length < buffer.Length && await _socket.ReceiveAsync(buffer.AsMemory(length), SocketFlags.None, cancellationToken) is > 0 and var count)
        {
            length += count;
            if (buffer[length - 1] == 0)
            {
                break;
            }
        }

        return Encoding.UTF8.GetString(buffer, 0, length).TrimEnd('\0');
    }

    public void Dispose() => _socket.Dispose();

    private static (EndPoint Endpoint, Socket Socket) Parse(string address)
    {
        if (address.StartsWith("unix:", StringComparison.Ordinal))
        {
            return (new UnixDomainSocketEndPoint(address["unix:".Length..]), new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified));
        }

        var colon = address.LastIndexOf(':');
        var host = address["tcp://".Length..colon].Trim('[', ']');
        var port = int.Parse(address[(colon + 1)..], CultureInfo.InvariantCulture);
        return (IPAddress.TryParse(host, out var ip) ? new IPEndPoint(ip, port) : new DnsEndPoint(host, port), new Socket(SocketType.Stream, ProtocolType.Tcp));
    }
}
