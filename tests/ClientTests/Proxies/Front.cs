using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using UploadProcessing.TestSupport;
using UploadProcessing.TestSupport.Lines;

namespace ClientTests.Proxies;

/// <summary>Which proxy, and how it is set.</summary>
public enum Proxy
{
    /// <summary>As docs/reverse-proxies/nginx.conf has it.</summary>
    Nginx,

    /// <summary>The same, but it collects each request's body before it passes it on: nginx's default.</summary>
    BufferingNginx,

    /// <summary>As docs/reverse-proxies/haproxy.cfg has it.</summary>
    Haproxy,
}

/// <summary>A real proxy before the topology, with TLS and a prefix.</summary>
internal sealed class Front : IAsyncDisposable
{
    private const string Nothing = "";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _folder;
    private readonly ConcurrentQueue<string> _said = new();
    private readonly Process _process;

    private Front(string folder, FrontCertificate certificate, int port, Func<Action<string>, Process> start)
    {
        _folder = folder;
        Certificate = certificate;
        Url = new Uri($"https://127.0.0.1:{port}/up/");
        _process = start(_said.Enqueue);
    }

    /// <summary>What clients are given.</summary>
    public Uri Url { get; }

    public FrontCertificate Certificate { get; }

    /// <param name="proxy">Which.</param>
    /// <param name="topology">What stands behind it.</param>
    /// <param name="example">A line of the example that this front has otherwise.</param>
    /// <param name="own">What it has in its place.</param>
    public static async Task<Front> StartAsync(Proxy proxy, Topology topology, string example = Nothing, string own = Nothing)
    {
        var folder = Directory.CreateTempSubdirectory("proxies-").FullName;
        var certificate = new FrontCertificate(folder);
        var port = FreePort();
        List<(string, string)> changes =
        [
            ("127.0.0.1:9200", $"127.0.0.1:{topology.App.GetEndpoint("ocdav", "http").Port}"),
            ("127.0.0.1:9201", $"127.0.0.1:{topology.App.GetEndpoint("datagateway", "http").Port}"),
        ];
        if (example.Length > 0)
        {
            changes.Add((example, own));
        }

        var front = new Front(folder, certificate, port, proxy switch
        {
            Proxy.Haproxy => StartHaproxy(folder, certificate, port, changes),
            Proxy.Nginx => StartNginx(folder, certificate, port, changes),
            _ => StartNginx(folder, certificate, port, [.. changes, ("proxy_request_buffering off;", "proxy_request_buffering on;")]),
        });
        await Eventually.TrueAsync(front.ListensAsync, Patience, () => $"{proxy} does not listen: {string.Join('\n', front._said)}");
        return front;
    }

    /// <summary>A connection to it, byte by byte.</summary>
    public Task<RawPeer> ConnectAsync() => RawPeer.ConnectTlsAsync(Url, (_, certificate, _, _) => Certificate.Is(certificate));

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static Func<Action<string>, Process> StartNginx(
        string folder, FrontCertificate certificate, int port, IEnumerable<(string, string)> changes)
    {
        File.WriteAllText(Path.Combine(folder, "uploads.conf"), ExampleConfiguration.Read(
            "nginx.conf",
            [
                ("listen 443 ssl;", $"listen 127.0.0.1:{port} ssl;"), ("/etc/ssl/files.example.org.pem", certificate.Chain),
                ("/etc/ssl/files.example.org.key", certificate.Key), .. changes,
            ]));
        // What a distribution has around it, in this folder.
        File.WriteAllText(Path.Combine(folder, "nginx.conf"), $$"""
            pid {{folder}}/nginx.pid;
            events { worker_connections 512; }
            http {
                access_log off;
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                include {{folder}}/uploads.conf;
            }
            """);
        return said => BoundProgram.Start(
            "nginx", ["-e", "stderr", "-p", folder, "-c", Path.Combine(folder, "nginx.conf"), "-g", "daemon off; master_process off;"], said);
    }

    private static Func<Action<string>, Process> StartHaproxy(
        string folder, FrontCertificate certificate, int port, IEnumerable<(string, string)> changes)
    {
        var file = Path.Combine(folder, "haproxy.cfg");
        File.WriteAllText(file, ExampleConfiguration.Read(
            "haproxy.cfg", [("bind :443 ", $"bind 127.0.0.1:{port} "), ("/etc/ssl/files.example.org.pem", certificate.Both), .. changes]));
        return said => BoundProgram.Start("haproxy", ["-db", "-f", file], said);
    }

    private async Task<bool> ListensAsync()
    {
        Assert.False(_process.HasExited, string.Join('\n', _said));
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, Url.Port, TestContext.Current.CancellationToken);
            return true;
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
