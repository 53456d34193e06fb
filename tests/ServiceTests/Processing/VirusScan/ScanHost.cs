using ServiceTests.Processing.Support;
using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport.Clam;

namespace ServiceTests.Processing.VirusScan;

/// <summary>Steps of the kind virusscan.</summary>
internal static class ScanHost
{
    private const string Step = "virusscan";

    /// <summary>A service with one.</summary>
    /// <param name="address">Of clamd.</param>
    /// <param name="settings">Below the step's section.</param>
    public static StepHost Of(string address, params string[] settings) =>
        StepHost.WithoutNats([$"{Step}:Address={address}", .. settings.Select(setting => $"{Step}:{setting}")]);

    /// <summary>Runs it.</summary>
    public static async Task<StepResult> ScanAsync(this StepHost host, TestContent content, int attempt = 1, CancellationToken? cancellationToken = null) =>
        await host.RunAsync(Step, Attempt.Of(Step) with { Content = content, Attempt = attempt }, cancellationToken);

    /// <summary>What an upload with the test virus ends with.</summary>
    public static StepResult Deleted { get; } = StepResult.Delete($"A virus was found: {ClamDaemon.VirusName}.UNOFFICIAL.");
}
