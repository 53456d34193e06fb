using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace UploadProcessing.TestSupport.Lines;

/// <summary>Stands before a server like a bad network: answers come late, connections break or fall silent.</summary>
public sealed class FaultyLine : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<FaultyConnection> _connections = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    /// <param name="server">Where everything goes.</param>
    /// <param name="next">Asked once for each connection, one after the other.</param>
    public FaultyLine(Uri server, Func<LineFault> next)
    {
        _listener.Start();
        Address = new UriBuilder(server) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _accepting = AcceptAsync(server, next);
    }

    /// <summary>The server's own URL, by way of this line.</summary>
    public Uri Address { get; }

    /// <summary>How many connections have suffered what was meant for them.</summary>
    public int Faults(LineFaultKind kind) => _connections.Count(connection => connection.Fault.Kind == kind && connection.HasHappened);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Select(connection => connection.Ended));
        _end.Dispose();
    }

    private async Task AcceptAsync(Uri server, Func<LineFault> next)
    {
        try
        {
            while (true)
            {
                _connections.Add(new FaultyConnection(await _listener.AcceptSocketAsync(_end.Token), server.Port, next(), _end.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }
}
