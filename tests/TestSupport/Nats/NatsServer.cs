using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace UploadProcessing.TestSupport.Nats;

/// <summary>A nats-server with JetStream of a test's own: a port that stays through restarts, a store that may be lost, death at any moment.</summary>
public sealed class NatsServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("nats-").FullName;
    private readonly int _port = FreePort();
    private Process? _process;

    /// <summary>What a client is given; valid while the server is away, too.</summary>
    public string Url => $"nats://127.0.0.1:{_port}";

    private string Store => Path.Combine(_folder, "store");

    /// <summary>A server that answers.</summary>
    public static async Task<NatsServer> StartNewAsync(CancellationToken cancellationToken)
    {
        var server = new NatsServer();
        await server.StartAsync(cancellationToken);
        return server;
    }

    /// <summary>Starts it, with the store that it had; returns once it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = Begin();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(Period);
        while (!await AnswersAsync(deadline.Token))
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
            _process = null;
        }
    }

    /// <summary>The store is gone, whether or not the server runs; one that runs notices when it is started again.</summary>
    public void LoseStore() => Directory.Delete(Store, recursive: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private Process Begin() =>
        BoundProgram.Start("nats-server", ["--addr", "127.0.0.1", "--port", $"{_port}", "--jetstream", "--store_dir", Store]);

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"nats-server has ended with {_process.ExitCode}.");
        }

        try
        {
            // The first thing a server says is INFO, and only when JetStream is ready does it listen.
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
            return await client.GetStream().ReadAsync(new byte[4], cancellationToken) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Between the reservation and the start somebody else may take it; a test that starts two servers at once must not.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
