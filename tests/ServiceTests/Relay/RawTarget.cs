using System.Net;
using System.Net.Sockets;

namespace ServiceTests.Relay;

/// <summary>A server that does exactly what the test says.</summary>
internal sealed class RawTarget : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public RawTarget() => _listener.Start();

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/data/simple/1");

    public bool HasConnection => _listener.Pending();

    public async Task<RawPeer> AcceptAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        return new RawPeer(await _listener.AcceptSocketAsync(deadline.Token));
    }

    public void Dispose() => _listener.Dispose();
}
