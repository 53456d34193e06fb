using System.Net;
using System.Net.Sockets;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Relay;

/// <summary>A server that does exactly what the test says.</summary>
internal sealed class RawTarget : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    // Held until the end: a socket that only the test's past refers to is closed by the garbage collector, and over an unread
    // body that is a reset, which takes an answer under way with it.
    private readonly List<RawPeer> _accepted = [];

    public RawTarget() => _listener.Start();

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/data/simple/1");

    public bool HasConnection => _listener.Pending();

    public async Task<RawPeer> AcceptAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var accepted = new RawPeer(await _listener.AcceptSocketAsync(deadline.Token));
        _accepted.Add(accepted);
        return accepted;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _accepted.ForEach(peer => peer.Dispose());
    }
}
