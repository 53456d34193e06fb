using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UploadProcessing.TestSupport.Clam;

/// <summary>A clamd of a test's own, whose signatures know the EICAR test file and nothing else.</summary>
public sealed class ClamDaemon : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(20);

    private readonly string _folder = Directory.CreateTempSubdirectory("clamd-").FullName;
    private readonly List<string> _said = [];
    private Process? _process;

    private ClamDaemon(IEnumerable<string> settings)
    {
        Port = FreePort();
        File.WriteAllLines(Configuration,
        [
            $"LocalSocket {SocketPath}", "LocalSocketMode 600", "FixStaleSocket yes", $"DatabaseDirectory {Database}", $"TemporaryDirectory {_folder}",
            $"TCPSocket {Port}", "TCPAddr 127.0.0.1", "Foreground yes", .. settings,
        ]);
    }

    /// <summary>The test file that every scanner knows; in two parts, so that scanners leave these tests alone.</summary>
    public static byte[] Eicar { get; } = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    /// <summary>Where its signatures are.</summary>
    public string Database => Path.Combine(_folder, "db");

    public int Port { get; }

    public string UnixAddress => $"unix:{SocketPath}";

    public string TcpAddress => $"tcp://127.0.0.1:{Port}";

    private string SocketPath => Path.Combine(_folder, "clamd.sock");

    private string Configuration => Path.Combine(_folder, "clamd.conf");

    /// <summary>A daemon that answers.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="settings">Lines of its configuration, such as <c>StreamMaxLength 1M</c>.</param>
    public static async Task<ClamDaemon> StartNewAsync(CancellationToken cancellationToken, params string[] settings)
    {
        var daemon = new ClamDaemon(settings);
        await WriteSignaturesAsync(Directory.CreateDirectory(daemon.Database).FullName, cancellationToken);
        await daemon.StartAsync(cancellationToken);
        return daemon;
    }

    /// <summary>Signatures that know the EICAR test file: of any kind of file (0), anywhere in it (*).</summary>
    public static Task WriteSignaturesAsync(string folder, CancellationToken cancellationToken) => File.WriteAllTextAsync(
        Path.Combine(folder, "test.ndb"), $"Eicar-Test-Signature:0:*:{Convert.ToHexStringLower(Eicar)}\n", cancellationToken);

    /// <summary>Starts it; returns once it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = BoundProgram.Start("clamd", ["--foreground", "--config-file", Configuration], line =>
        {
            lock (_said)
            {
                _said.Add(line);
            }
        });
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
            lock (_said)
            {
                throw new InvalidOperationException($"clamd has ended with {_process.ExitCode}. {string.Join('\n', _said)}");
            }
        }

        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(SocketPath), cancellationToken);
            await socket.SendAsync("zPING\0"u8.ToArray(), cancellationToken);
            return await socket.ReceiveAsync(new byte[8], cancellationToken) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
