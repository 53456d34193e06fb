using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults.Kestrel;

// Interleaved rounds of the same upload: straight to a server that drops the bytes, and through the relay with small and large blocks.
const long Size = 512L * 1024 * 1024;
const int Rounds = 5;
await using var sink = Server(large: true, async context =>
{
    while (true)
    {
        var read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
        context.Request.BodyReader.AdvanceTo(read.Buffer.End);
        if (read.IsCompleted)
        {
            return;
        }
    }
});
await sink.StartAsync();
var target = new Uri(sink.Urls.First());
await using var small = Server(large: false, RelayAsync);
await using var large = Server(large: true, RelayAsync);
await small.StartAsync();
await large.StartAsync();
(string Name, int Port)[] ways = [("direct", target.Port), ("relay, 4 KiB blocks", Port(small)), ("relay, 256 KiB blocks", Port(large))];
foreach (var (_, port) in ways)
{
    await UploadAsync(port);
}

var figures = ways.ToDictionary(way => way.Name, _ => new List<double>());
for (var round = 0; round < Rounds; round++)
{
    foreach (var (name, port) in ways)
    {
        figures[name].Add(await UploadAsync(port));
    }
}

var direct = figures["direct"].Order().ElementAt(Rounds / 2);
foreach (var (name, speeds) in figures)
{
    var median = speeds.Order().ElementAt(Rounds / 2);
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-24} {median,8:F0} MiB/s {median / direct,6:F2}"));
}

Task RelayAsync(HttpContext context) => context.RequestServices.GetRequiredService<IBodyRelay>()
    .RelayAsync(context, new RelayRequest { Target = target, Template = "/" }, context.RequestAborted);

static int Port(WebApplication app) => new Uri(app.Urls.First()).Port;

static WebApplication Server(bool large, RequestDelegate handle)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
    builder.Services.AddBodyRelay();
    if (large)
    {
        builder.Services.AddLargeBlocks();
    }

    var app = builder.Build();
    app.Run(handle);
    return app;
}

static async Task<double> UploadAsync(int port)
{
    using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(IPAddress.Loopback, port);
    var block = new byte[1024 * 1024];
    var since = Stopwatch.GetTimestamp();
    await socket.SendAsync(Encoding.ASCII.GetBytes($"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: {Size}\r\n\r\n"));
    for (var left = Size; left > 0;)
    {
        left -= await socket.SendAsync(block.AsMemory(0, (int)Math.Min(block.Length, left)));
    }

    await socket.ReceiveAsync(block);
    return Size / 1024.0 / 1024.0 / Stopwatch.GetElapsedTime(since).TotalSeconds;
}
