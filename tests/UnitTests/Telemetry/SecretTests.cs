using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using UploadProcessing.Sequences;
using UploadProcessing.TestSupport.Telemetry;

namespace UnitTests.Telemetry;

[Collection(OneHostAtATime.Name)]
public sealed partial class SecretTests
{
    private const string Token = TracedHost.Token;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("PUT", "/data/" + Token, HttpStatusCode.Created, "/data/{jwt}")]
    [InlineData("PUT", "/data/" + Token + "?again=" + Token, HttpStatusCode.Created, "/data/{jwt}")]
    [InlineData("GET", "/nothing/here/" + Token + "?again=" + Token, HttpStatusCode.NotFound, "/{unmatched}")]
    [InlineData("DELETE", "/data/" + Token, HttpStatusCode.MethodNotAllowed, "/{unmatched}")]
    [InlineData("GET", "/failing/" + Token, HttpStatusCode.InternalServerError, "/failing/{jwt}")]
    public async Task Request_TokenInItsPath_NothingExportedHasIt(string method, string path, HttpStatusCode status, string urlPath)
    {
        await using var host = await TracedHost.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), host.Address(path));
        request.Headers.Add("X-Reva-Transfer", Token);
        request.Headers.Add("Authorization", "Basic ZWluc3RlaW46cmVsYXRpdml0eQ==");
        using var response = await host.Http.SendAsync(request, Cancellation);
        Assert.Equal(status, response.StatusCode);
        Assert.DoesNotContain("eyJ", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        var trace = await host.Collector.WaitForTraceAsync(spans => spans.Any(span => span.Kind == SpanKind.Server), Deadline, Cancellation);
        Assert.Equal(urlPath, Assert.Single(trace, span => span.Kind == SpanKind.Server).Attribute("url.path"));

        var collector = await host.StopAsync();
        Assert.NotEmpty(collector.Logs);
        Assert.Contains(collector.Metrics, metric => metric.Name == "http.server.request.duration");
        Assert.Empty(SecretScan.Find(collector, Token, "ZWluc3RlaW46cmVsYXRpdml0eQ=="));
    }

    [Theory]
    [InlineData(Token, "{jwt}")]
    [InlineData("app_abcdefghijkl_abcdefghijklmnopqrstuvwxyz234567", "{app-password}")]
    public async Task Exception_QuotesASecret_IsLoggedWithoutIt(string secret, string shown)
    {
        await using var host = await TracedHost.StartAsync();
        using var response = await host.Http.GetAsync(host.Address("/failing/" + secret), Cancellation);
        var collector = await host.StopAsync();
        Assert.Contains(collector.Logs, log => log.Attributes.GetValueOrDefault("exception.message") == $"No target in {shown}");
        Assert.Empty(SecretScan.Find(collector, secret));
    }

    [Theory]
    [InlineData("simple")]
    [InlineData("json")]
    [InlineData("systemd")]
    public async Task Console_ExceptionQuotesAToken_IsPrintedWithoutIt(string format)
    {
        var console = Console.Out;
        await using var output = new StringWriter();
        Console.SetOut(TextWriter.Synchronized(output));
        try
        {
            await using var host = await TracedHost.StartAsync(builder =>
            {
                builder.Configuration["Logging:Console:FormatterName"] = format;
                builder.Logging.AddConsole();
            });
            using var response = await host.Http.GetAsync(host.Address("/failing/" + Token), Cancellation);
            Log.Mistake(host.Services.GetRequiredService<ILogger<SecretTests>>(), Token, new Uri($"http://x/data/{Token}"));
            await host.StopAsync(); // which writes what is still queued
        }
        finally
        {
            Console.SetOut(console);
        }

        var text = output.ToString();
        Assert.Contains("No target in {jwt}", text, StringComparison.Ordinal);
        Assert.Contains("Forwarding {jwt} to", text, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_WithATokenByMistake_IsRedacted()
    {
        await using var host = await TracedHost.StartAsync();
        Log.Mistake(host.Services.GetRequiredService<ILogger<SecretTests>>(), Token, new Uri($"http://x/data/{Token}"));
        var collector = await host.StopAsync();
        Assert.Contains(collector.Logs, log => log.Attributes.GetValueOrDefault("Jwt") == "{jwt}");
        Assert.Empty(SecretScan.Find(collector, Token));
    }

    [Fact]
    public async Task Span_TokenInAnAttributeOrTheName_IsRedacted()
    {
        using var source = new ActivitySource("UploadProcessing.SecretTests");
        await using var host = await TracedHost.StartAsync();
        using (var activity = source.StartActivity($"forward {Token}", ActivityKind.Client))
        {
            activity!.SetTag("url.full", $"http://dataprovider/data/{Token}?x={Token}");
            activity.SetTag("note", $"to {Token}!");
            activity.SetTag("http.response.header.location", new[] { $"/data/{Token}" });
            activity.SetStatus(ActivityStatusCode.Error, $"no {Token}");
        }

        var collector = await host.StopAsync();
        var span = Assert.Single(collector.Spans, span => span.Name == "forward {jwt}");
        Assert.Equal("http://dataprovider", span.Attribute("url.full"));
        Assert.Equal("to {jwt}!", span.Attribute("note"));
        Assert.Null(span.Attribute("http.response.header.location"));
        Assert.Empty(SecretScan.Find(collector, Token));
    }

    [Fact]
    public async Task Span_TokenInAnEvent_IsNotExported()
    {
        using var source = new ActivitySource("UploadProcessing.SecretTests");
        await using var host = await TracedHost.StartAsync();
        using (var activity = source.StartActivity("leaky"))
        {
            activity!.AddException(new InvalidOperationException(Token));
        }

        var collector = await host.StopAsync();
        Assert.DoesNotContain(collector.Spans, span => span.Name == "leaky");
        Assert.Empty(SecretScan.Find(collector, Token));
    }

    [Fact]
    public async Task SecretScan_TokenWasExported_NamesThePlace()
    {
        // The scan itself has to be able to find something: a value in parts that no redaction joins.
        using var source = new ActivitySource("UploadProcessing.SecretTests");
        await using var host = await TracedHost.StartAsync();
        using (var activity = source.StartActivity("careless"))
        {
            activity!.SetTag("password", "relativity");
        }

        var collector = await host.StopAsync();
        Assert.Equal("span 'careless' of UnitTests: attribute password", Assert.Single(SecretScan.Find(collector, "relativity")));
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Forwarding {Jwt} to {Target}")]
        public static partial void Mistake(ILogger logger, string jwt, Uri target);
    }
}
