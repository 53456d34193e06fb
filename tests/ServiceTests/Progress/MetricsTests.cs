using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using ServiceTests.Processing.Pipeline;
using UploadProcessing.Processing.Steps;

namespace ServiceTests.Progress;

/// <summary>What a Prometheus server is told, with its token and not without; the alert rules ask for nothing that is never told.</summary>
public sealed partial class MetricsTests(ProgressScene scene) : ProgressTests(scene)
{
    private const string Token = "0a1b2c3d4e5f60718293a4b5c6d7e8f9";

    private static readonly string[] Sources = ["libraries", "services"];

    protected override string[] Settings => [$"--Metrics:Token={Token}"];

    [Fact]
    public async Task Scrape_WithoutTheToken_IsRefused()
    {
        using var anonymous = await At.GetAsync("/metrics", Stop);
        using var wrong = await ScrapeAsync(Token[1..]);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (anonymous.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task Scrape_WhereNoTokenIsConfigured_Is404()
    {
        using var other = await Scene.StartAsync();
        try
        {
            using var answer = await other.GetAsync("/metrics", Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
        finally
        {
            await Scene.StopLastAsync();
        }
    }

    [Fact]
    public async Task Scrape_WithTheToken_HasWhatTheDataproviderMeasures()
    {
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, Script.Says(StepResult.Continue));
        var session = await Scene.BeginAsync(Scene.Lab, "measured.bin", 5);
        using var sent = await Scene.PatchAsync(At, session, 0, "hello");
        using var answer = await ScrapeAsync(Token);
        var told = await answer.Content.ReadAsStringAsync(Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.All(
            [
                "upload_bytes_received_bytes_total", "upload_sessions_active", "upload_processing_overdue", "upload_finalize_duration_seconds_count",
                "upload_response_wait_seconds_count", "messaging_queue_depth", "messaging_queue_redelivered", "outbox_age_seconds",
                "http_server_request_duration_seconds_count",
            ],
            name => Assert.Contains(name, told, StringComparison.Ordinal));
        // A token is in no metric, and neither is an id.
        Assert.DoesNotContain(session.Id.ToString(), told, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", told, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MetricsOfTheRules))]
    public void Metric_OfAnAlertRule_IsOneOfOurs(string metric)
    {
        // As Prometheus writes it: dots are underscores, units and "total" are appended.
        var plain = Suffixes().Replace(metric, "").Replace('_', '.');
        Assert.Contains(plain.Replace("given.up", "given_up", StringComparison.Ordinal), Instruments());
    }

    public static TheoryData<string> MetricsOfTheRules() =>
        [.. Names().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "alerts.yml"))).Select(match => match.Value).Distinct()];

    private async Task<HttpResponseMessage> ScrapeAsync(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return await At.SendAsync(request, Stop);
    }

    /// <summary>Every instrument that the sources make, and the one of ASP.NET Core's that the rules use.</summary>
    private static HashSet<string> Instruments()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "UploadProcessing.sln")))
        {
            root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests do not run inside a checkout.");
        }

        return
        [
            "http.server.request.duration",
            .. Sources
                .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
                .SelectMany(file => Created().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)),
        ];
    }

    [GeneratedRegex(@"(?<!by \(|\.)\b(?:upload|messaging|outbox|processing|storage|http)_[a-z_]+(?=[\s{)\[])")]
    private static partial Regex Names();

    [GeneratedRegex("(?:_seconds)?(?:_count|_total|_bucket)?$")]
    private static partial Regex Suffixes();

    [GeneratedRegex("Create(?:Counter|Gauge|Histogram)<[a-z]+>\\(\\s*\"([a-z._]+)\"")]
    private static partial Regex Created();
}
