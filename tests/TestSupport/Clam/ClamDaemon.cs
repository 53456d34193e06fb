using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UploadProcessing.TestSupport.Clam;

/// <summary>A clamd of a test's own: it knows one virus, which is none, and listens at addresses that stay through restarts.</summary>
public sealed class ClamDaemon : IAsyncDisposable
{
    /// <summary>It says when it has given up, as docs/processing-steps/virusscan.md asks for; small enough for tests.</summary>
    public static readonly string[] Honest =
        ["AlertExceedsMax yes", "AlertEncrypted yes", "MaxFileSize 128M", "MaxScanSize 128M", "StreamMaxLength 128M"];

    /// <summary>What <see cref="TestVirus"/> is called.</summary>
    public const string VirusName = "Eicar-Test-Signature";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("clam-").FullName;
    private readonly int _port = FreePort();
    private byte[] _knows = TestVirus;
    private Process? _process;

    /// <summary>The string that every scanner finds; in two halves, so that none finds it in here.</summary>
    public static byte[] TestVirus => Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    /// <summary>What the step is given; valid while it is away, too.</summary>
    public string Address => $"unix:{Socket}";

    /// <summary>The same over TCP.</summary>
    public string TcpAddress => $"tcp://127.0.0.1:{_port}";

    private string Socket => Path.Combine(_folder, "clamd.ctl");

    private string Configuration => Path.Combine(_folder, "clamd.conf");

    /// <summary>One that answers.</summary>
    /// <param name="settings">Lines of its configuration.</param>
    /// <param name="cancellationToken">The test's.</param>
    /// <param name="knows">What it takes for a virus; null: <see cref="TestVirus"/>.</param>
    public static async Task<ClamDaemon> StartNewAsync(IEnumerable<string> settings, CancellationToken cancellationToken, byte[]? knows = null)
    {
        var daemon = new ClamDaemon { _knows = knows ?? TestVirus };
        try
        {
            await daemon.StartAsync(settings, cancellationToken);
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it; returns once it answers.</summary>
    public async Task StartAsync(IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var database = Directory.CreateDirectory(Path.Combine(_folder, "signatures")).FullName;
        await WriteSignaturesAsync(database, cancellationToken, _knows);
        string[] own =
        [
            "Foreground yes", $"DatabaseDirectory {database}", $"TemporaryDirectory {_folder}", $"LocalSocket {Socket}", "FixStaleSocket yes", "TCPAddr 127.0.0.1",
            $"TCPSocket {_port}", .. Environment.IsPrivilegedProcess ? ["User root"] : Array.Empty<string>(),
        ];
        await File.WriteAllLinesAsync(Configuration, [.. own, .. settings], cancellationToken);
        _process = BoundProgram.Start("clamd", ["--config-file", Configuration]);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(Period);
        while (!await AnswersAsync(deadline.Token))
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    /// <summary>Signatures that know one virus: of any type of file, anywhere in it.</summary>
    public static Task WriteSignaturesAsync(string folder, CancellationToken cancellationToken, byte[]? knows = null) => File.WriteAllTextAsync(
        Path.Combine(folder, "test.ndb"), $"{VirusName}:0:*:{Convert.ToHexStringLower(knows ?? TestVirus)}\n", cancellationToken);

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

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_process!.HasExited)
        {
            throw new InvalidOperationException($"clamd has ended with {_process.ExitCode}.");
        }

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, cancellationToken);
            await client.GetStream().WriteAsync("zPING\0"u8.ToArray(), cancellationToken);
            return File.Exists(Socket) && await client.GetStream().ReadAsync(new byte[4], cancellationToken) > 0;
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    // Between the reservation and the start somebody else may take it; a test that starts two at once must not.
    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
