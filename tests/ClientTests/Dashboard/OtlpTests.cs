using System.Diagnostics;
using System.Net;
using ClientTests.Browser;
using Microsoft.Playwright;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ClientTests.Dashboard;

/// <summary>Telemetry of programs that are not ours, sent by OpenTelemetry's own exporter, is drawn; without the key none is taken.</summary>
[Collection(nameof(DashboardTopology))]
public sealed class OtlpTests(DashboardTopology topology)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly string[] Participants = ["ocdav", "storageprovider", "dataprovider"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc, "otlp-grpc", "")]
    [InlineData(OtlpExportProtocol.HttpProtobuf, "otlp-http", "v1/traces")]
    public async Task ForeignTrace_ByBothProtocols_IsDrawn(OtlpExportProtocol protocol, string endpoint, string path)
    {
        var trace = Send(protocol, endpoint, path, DashboardTopology.OtlpKey);

        using var http = await SignedInAsync();
        var diagram = "";
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await http.GetAsync($"/diagrams/traces/{trace}.mmd", Stop);
                diagram = await answer.Content.ReadAsStringAsync(Stop);
                return answer.IsSuccessStatusCode && diagram.Contains("shop", StringComparison.Ordinal);
            },
            Limit, () => diagram);
        Assert.Contains("Client->>+shop: GET /orders/{id}", diagram, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc, "otlp-grpc", "")]
    [InlineData(OtlpExportProtocol.HttpProtobuf, "otlp-http", "v1/traces")]
    public async Task WithAnotherKey_NothingIsTaken(OtlpExportProtocol protocol, string endpoint, string path)
    {
        var trace = Send(protocol, endpoint, path, "another-key-than-theirs");

        using var http = await SignedInAsync();
        using var answer = await http.GetAsync($"/diagrams/traces/{trace}.mmd", Stop);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "application/x-protobuf", HttpStatusCode.Unauthorized)]
    [InlineData(DashboardTopology.OtlpKey, "application/json", HttpStatusCode.UnsupportedMediaType)]
    [InlineData(DashboardTopology.OtlpKey, "application/x-protobuf", HttpStatusCode.BadRequest)]
    public async Task BadRequest_IsRefused(string key, string type, HttpStatusCode status)
    {
        using var http = new HttpClient { BaseAddress = topology.App.GetEndpoint("dashboard", "otlp-http") };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = new ByteArrayContent("nonsense"u8.ToArray()) };
        request.Content.Headers.ContentType = new(type);
        if (key.Length > 0)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        using var answer = await http.SendAsync(request, Stop);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task HugeTrace_IsDrawnAsFarAsAnybodyReads()
    {
        using var source = new ActivitySource(Guid.NewGuid().ToString());
        using var provider = Provider(source.Name, OtlpExportProtocol.HttpProtobuf, "otlp-http", "v1/traces", DashboardTopology.OtlpKey);
        string trace;
        using (var root = source.StartActivity("root", ActivityKind.Server)!)
        {
            root.SetTag("http.request.method", "GET").SetTag("http.route", "/").SetTag("http.response.status_code", 200);
            trace = root.TraceId.ToHexString();
            for (var number = 0; number < 5000; number++)
            {
                using var client = source.StartActivity("call", ActivityKind.Client)!;
                client.SetTag("http.request.method", "GET").SetTag("http.response.status_code", 200).SetTag("peer.service", "db");
                using var server = source.StartActivity("call", ActivityKind.Server);
                server!.SetTag("http.request.method", "GET").SetTag("http.route", "/x").SetTag("http.response.status_code", 200);
            }
        }

        provider.ForceFlush();
        using var http = await SignedInAsync();
        var clock = Stopwatch.StartNew();
        using var answer = await http.GetAsync($"/diagrams/traces/{trace}.svg", Stop);

        var picture = await answer.Content.ReadAsStringAsync(Stop);
        Assert.Equal(1000, picture.Split("data-number").Length - 1);
        TestContext.Current.TestOutputHelper?.WriteLine($"Drawn in {clock.Elapsed}.");
    }

    [Fact]
    public async Task OrderThatWasChanged_IsMarkedBesideTheRecording()
    {
        var trace = SendAPutInAnotherOrder();
        var profile = Directory.CreateTempSubdirectory("client-").FullName;
        try
        {
            await using var browser = await Chromium.StartAsync(profile);
            await browser.Page.GotoAsync(await topology.LinkAsync($"/traces/{trace}", Stop));
            await browser.Page.GetByRole(AriaRole.Tab, new() { Name = "Compare" }).ClickAsync();

            // The bytes went before anybody was asked whether they may.
            await Assertions.Expect(browser.Page.Locator(".message.reordered", new() { HasText = "InitiateFileUpload" })).ToHaveCountAsync(2);
            await Assertions.Expect(browser.Page.Locator(".message.missing")).ToHaveCountAsync(0);
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    [Fact]
    public async Task BrokenTrace_IsDrawnAsFarAsItGoes_AndSaysWhatItLacks()
    {
        var trace = SendABrokenTrace();
        var profile = Directory.CreateTempSubdirectory("client-").FullName;
        try
        {
            await using var browser = await Chromium.StartAsync(profile);
            await browser.Page.GotoAsync(await topology.LinkAsync($"/traces/{trace}", Stop));

            // Of two whose parents are missing; the clock of one is an hour ahead, and what it calls was answered before it began.
            await Assertions.Expect(browser.Page.Locator(".message", new() { HasText = "GET /late" }).First).ToBeVisibleAsync();
            await Assertions.Expect(browser.Page.Locator(".message", new() { HasText = "GET /early" }).First).ToBeVisibleAsync();
            await Assertions.Expect(browser.Page.GetByText("is missing.").First).ToBeVisibleAsync();
            foreach (var tab in new[] { "Compare", "Waterfall", "Logs", "Diagram" })
            {
                await browser.Page.GetByRole(AriaRole.Tab, new() { Name = tab }).ClickAsync();
                await Assertions.Expect(browser.Page.GetByText("This page could not be shown.")).ToHaveCountAsync(0);
            }
        }
        finally
        {
            Directory.Delete(profile, recursive: true);
        }
    }

    private string SendABrokenTrace()
    {
        var trace = ActivityTraceId.CreateRandom();
        foreach (var (participant, skew) in new[] { ("late", TimeSpan.FromHours(1)), ("early", -TimeSpan.FromHours(1)) })
        {
            using var source = new ActivitySource(Guid.NewGuid().ToString());
            using var provider = Provider(source.Name, OtlpExportProtocol.HttpProtobuf, "otlp-http", "v1/traces", DashboardTopology.OtlpKey, participant);
            var nobody = new ActivityContext(trace, ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
            var start = DateTimeOffset.UtcNow + skew;
            using var server = source.StartActivity(ActivityKind.Server, nobody, startTime: start, name: "broken")!;
            server.SetTag("http.request.method", "GET").SetTag("http.route", $"/{participant}").SetTag("http.response.status_code", 200);
            using (var call = source.StartActivity(ActivityKind.Client, server.Context, startTime: start - TimeSpan.FromMinutes(1), name: "call")!)
            {
                call.SetTag("http.request.method", "GET").SetTag("server.address", "nowhere").SetEndTime(start.UtcDateTime - TimeSpan.FromSeconds(30));
            }

            server.SetEndTime(start.UtcDateTime + TimeSpan.FromSeconds(1));
            server.Stop();
            provider.ForceFlush();
        }

        return trace.ToHexString();
    }

    private string SendAPutInAnotherOrder()
    {
        var sources = Participants.ToDictionary(name => name, name => new ActivitySource($"{name} {Guid.NewGuid()}"));
        var providers = sources.Select(source => Provider(source.Value.Name, OtlpExportProtocol.HttpProtobuf, "otlp-http", "v1/traces", DashboardTopology.OtlpKey, source.Key)).ToList();
        string trace;
        using (var put = sources["ocdav"].StartActivity("PUT", ActivityKind.Server)!)
        {
            trace = put.TraceId.ToHexString();
            put.SetTag("http.request.method", "PUT").SetTag("http.route", "/dav/spaces/{spaceid}/{**path}").SetTag("file.path", "newfile.bin").SetTag("http.response.status_code", 201);
            Call("dataprovider", "PUT /data", span => span.SetTag("http.request.method", "PUT").SetTag("http.route", "/data").SetTag("http.response.status_code", 201));
            Call("storageprovider", "InitiateFileUpload", span => span.SetTag("rpc.system.name", "grpc").SetTag("rpc.method", "cs3.Provider/InitiateFileUpload")
                .SetTag("rpc.response.status_code", "0").SetTag("cs3.status", "CODE_OK").SetTag("upload.protocol", "simple").SetTag("upload.endpoint", "/data"));
        }

        foreach (var provider in providers)
        {
            provider.ForceFlush();
            provider.Dispose();
        }

        return trace;

        void Call(string participant, string name, Action<Activity> describe)
        {
            using var client = sources["ocdav"].StartActivity(name, ActivityKind.Client)!;
            describe(client);
            using var server = sources[participant].StartActivity(name, ActivityKind.Server, client.Context)!;
            describe(server);
        }
    }

    private string Send(OtlpExportProtocol protocol, string endpoint, string path, string key)
    {
        using var source = new ActivitySource(Guid.NewGuid().ToString());
        using var provider = Provider(source.Name, protocol, endpoint, path, key);
        using var span = source.StartActivity("GET /orders/{id}", ActivityKind.Server)!;
        span.SetTag("http.request.method", "GET").SetTag("http.route", "/orders/{id}").SetTag("http.response.status_code", 200);
        span.Stop();
        provider.ForceFlush();
        return span.TraceId.ToHexString();
    }

    private TracerProvider Provider(string source, OtlpExportProtocol protocol, string endpoint, string path, string key, string participant = "shop") => OpenTelemetry.Sdk.CreateTracerProviderBuilder()
        .AddSource(source)
        .ConfigureResource(resource => resource.AddService(participant))
        .AddOtlpExporter(exporter =>
        {
            exporter.Protocol = protocol;
            exporter.Endpoint = new Uri(topology.App.GetEndpoint("dashboard", endpoint), path);
            exporter.Headers = $"x-otlp-api-key={key}";
            exporter.BatchExportProcessorOptions.MaxQueueSize = 50_000;
        })
        .Build();

    private async Task<HttpClient> SignedInAsync()
    {
        var link = new Uri(await topology.LinkAsync("/", Stop));
        var http = new HttpClient { BaseAddress = link };
        using var page = await http.GetAsync(link, Stop);
        page.EnsureSuccessStatusCode();
        return http;
    }
}
