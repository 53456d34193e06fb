using UploadProcessing.TestSupport.Telemetry;

namespace EndToEndTests.Processing;

/// <summary>A topology whose space <c>Lab</c> demands steps, and that exports to a collector of ours.</summary>
public class ProcessedTopology : Topology
{
    private OtlpCollector? _collector;

    public OtlpCollector Collector => _collector ?? throw new InvalidOperationException("The collector has not been started.");

    /// <summary>What uploads into <c>Lab</c> have to pass.</summary>
    protected virtual string Steps => "delay";

    /// <summary>Settings of <c>processing</c>, with colons.</summary>
    protected virtual IEnumerable<(string Key, string Value)> Processing => [("Processing:Steps:delay:Duration", "00:00:00.200")];

    /// <summary>Settings of <c>dataprovider</c>, with colons.</summary>
    protected virtual IEnumerable<(string Key, string Value)> DataProvider => [];

    protected override IEnumerable<string> Arguments => [$"--UPLOADS_OTLP_ENDPOINT={Collector.Endpoint}", $"--Uploads:DevelopmentSteps={Steps}"];

    protected override void Configure(IDistributedApplicationTestingBuilder builder)
    {
        Set(builder, "processing", Processing);
        Set(builder, "dataprovider", DataProvider);
    }

    protected override async ValueTask BeforeStartAsync(CancellationToken cancellationToken) => _collector = await OtlpCollector.StartAsync(cancellationToken);

    protected override ValueTask AfterStopAsync() => Collector.DisposeAsync();

    private static void Set(IDistributedApplicationTestingBuilder builder, string participant, IEnumerable<(string Key, string Value)> settings)
    {
        var resource = builder.CreateResourceBuilder<ProjectResource>(participant);
        foreach (var (key, value) in settings)
        {
            resource.WithEnvironment(key.Replace(":", "__", StringComparison.Ordinal), value);
        }
    }
}
