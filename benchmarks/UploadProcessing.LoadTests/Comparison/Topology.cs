using System.Diagnostics;
using System.Globalization;
using UploadProcessing.LoadTests.Ways;

namespace UploadProcessing.LoadTests.Comparison;

/// <summary>Our services as <c>./run</c> starts them, with a data root of their own and without the dashboard: the peers have none either.</summary>
internal sealed class Topology : IDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan StopLimit = TimeSpan.FromMinutes(1);

    private readonly Process _appHost;

    private Topology(Process appHost, RunFile run, string folder) => (_appHost, Run, Blobs) = (appHost, run, Path.Combine(folder, "storage", "blobs"));

    public RunFile Run { get; }

    /// <summary>Where the files are.</summary>
    public string Blobs { get; }

    /// <summary>Starts it, and returns once all is healthy.</summary>
    /// <param name="appHost">The built program.</param>
    /// <param name="folder">The data root.</param>
    /// <param name="settings">Environment variables for all services.</param>
    public static Topology Start(string appHost, string folder, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(appHost, ["--data", folder, "--Uploads:Dashboard=false"]) { RedirectStandardOutput = true };
        foreach (var (name, value) in Environments().Concat(settings))
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        // Read, so that it never waits for us; it is only of use to somebody who looks at it.
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        var run = Path.Combine(folder, "run.json");
        var begun = Stopwatch.GetTimestamp();
        while (!File.Exists(run))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(begun) > StartLimit)
            {
                throw new InvalidOperationException("The topology did not start.");
            }

            Thread.Sleep(100);
        }

        return new Topology(process, RunFile.Read(run), folder);
    }

    public void Dispose()
    {
        // It stops its services only when it is asked to.
        using (var kill = Process.Start("kill", ["-TERM", _appHost.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        if (!_appHost.WaitForExit(StopLimit))
        {
            _appHost.Kill(entireProcessTree: true);
        }

        _appHost.Dispose();
        while (Run.Endpoints.Values.Any(endpoint => ServerProcess.Listens(new Uri(endpoint).Port)))
        {
            Thread.Sleep(100);
        }
    }

    // What Properties/launchSettings.json of the AppHost says.
    private static Dictionary<string, string> Environments() => new Dictionary<string, string>
    {
        ["DOTNET_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_ENVIRONMENT"] = "Development",
        ["ASPNETCORE_URLS"] = "http://localhost:15200",
        ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
        ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:19200",
        ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = "http://localhost:20200",
    };
}
