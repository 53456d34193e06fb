using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ServiceTests.Chain;

/// <summary>Stands before a server, passes everything on as it comes, and remembers what clients sent, byte by byte.</summary>
internal sealed class RecordingTap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<TappedConnection> _connections = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _accepting;

    public RecordingTap(Uri server)
    {
        Server = server;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where new connections go.</summary>
    public Uri Server { get; set; }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>All that has been sent to the server since <see cref="Forget"/>, read as strictly as can be.</summary>
    public IReadOnlyList<TappedRequest> Requests() => [.. _connections.SelectMany(connection => TappedRequest.ReadAll(connection.Sent()))];

    public void Forget()
    {
        foreach (var connection in _connections)
        {
            connection.Forget();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Select(connection => connection.Ended));
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(new TappedConnection(await _listener.AcceptSocketAsync(_end.Token), Server, _end.Token));
            }
        }
        catch (OperationCanceledException)
        {
            // The end of the test.
        }
    }
}
