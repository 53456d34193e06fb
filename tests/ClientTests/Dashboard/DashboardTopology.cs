using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using UploadProcessing.TestSupport.Clam;

namespace ClientTests.Dashboard;

/// <summary>A topology with its dashboard; uploads into <c>Lab</c> are processed, what is called .exe is refused, and the test virus is found by this machine's clamd.</summary>
public sealed class DashboardTopology : Topology
{
    public const string OtlpKey = "a-key-that-the-tests-know";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly string _signatures = Directory.CreateTempSubdirectory("signatures-").FullName;

    protected override IEnumerable<string> Arguments =>
    [
        "--Uploads:Dashboard=true", "--Uploads:DevelopmentSteps=policy,virusscan,delay", $"--Uploads:ClamdDatabase={_signatures}",
        $"--Parameters:otlp-key={OtlpKey}", "--Parameters:dashboard-token=a-token-that-the-tests-know",
    ];

    protected override async ValueTask BeforeStartAsync(CancellationToken cancellationToken) => await ClamDaemon.WriteSignaturesAsync(_signatures, cancellationToken);

    protected override ValueTask AfterStopAsync()
    {
        Directory.Delete(_signatures, recursive: true);
        return ValueTask.CompletedTask;
    }

    protected override void Configure(IDistributedApplicationTestingBuilder builder)
    {
        var processing = builder.CreateResourceBuilder<ProjectResource>("processing");
        processing.WithEnvironment("Processing__Steps__delay__Duration", "00:00:03");
        processing.WithEnvironment("Processing__Steps__policy__RefusedExtensions__0", "exe");
    }

    /// <summary>From now on that content is a virus.</summary>
    public async Task AddSignatureAsync(string name, string content, CancellationToken cancellationToken)
    {
        var signature = $"UploadProcessing.{name}:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(content))}\n";
        await File.WriteAllTextAsync(Path.Combine(_signatures, $"{name}.ndb"), signature, cancellationToken);
        // It reads them when it starts.
        await App.ResourceCommands.ExecuteCommandAsync("clamav", KnownResourceCommands.RestartCommand, cancellationToken);
        await App.ResourceNotifications.WaitForResourceHealthyAsync("clamav", cancellationToken).WaitAsync(Limit, cancellationToken);
    }

    /// <summary>What a participant has written of late.</summary>
    public string NewestLines(string participant)
    {
        var loggers = App.Services.GetRequiredService<ResourceLoggerService>();
        var resource = App.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == participant);
        return string.Join('\n', loggers.GetAllAsync(resource).ToBlockingEnumerable().SelectMany(batch => batch).TakeLast(40).Select(line => line.Content));
    }

    /// <summary>The link that the start screen shows, to one of the pages.</summary>
    public async Task<string> LinkAsync(string page, CancellationToken cancellationToken)
    {
        var file = Path.Combine(DataRoot, "run.json");
        await Eventually.TrueAsync(() => Task.FromResult(File.Exists(file)), Limit, () => "There is no run.json.");
        using var run = JsonDocument.Parse(await File.ReadAllTextAsync(file, cancellationToken));
        var address = run.RootElement.GetProperty("endpoints").GetProperty("dashboard").GetString();
        return $"{address}/login?t={run.RootElement.GetProperty("dashboardToken").GetString()}&returnUrl={Uri.EscapeDataString(page)}";
    }

    /// <summary>They share one: it is seven processes.</summary>
    [CollectionDefinition(nameof(DashboardTopology))]
    public sealed class Tests : ICollectionFixture<DashboardTopology>;
}
