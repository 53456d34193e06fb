using System.Net.Http.Json;
using System.Security.Cryptography;

[assembly: AssemblyFixture(typeof(EndToEndTests.Topology))]

// Each class may start a topology of its own, six processes on what may be two cores: one after the other they are quicker and their
// deadlines mean something.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace EndToEndTests;

/// <summary>The whole topology on random ports and in a folder of its own; one instance serves every test that harms nothing.</summary>
/// <remarks>Tests that kill participants, or want other settings, derive from it and use it as a class fixture.</remarks>
public class Topology : IAsyncLifetime
{
    public static readonly string[] Participants = ["nats", "dataprovider", "processing", "datagateway", "storageprovider", "ocdav"];

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(3);

    private IDistributedApplicationTestingBuilder? _builder;    // owns the application: disposing it stops everything
    private DistributedApplication? _app;

    public DistributedApplication App => _app ?? throw new InvalidOperationException("The topology has not been started.");

    public string DataRoot { get; } = Directory.CreateTempSubdirectory("uploads-").FullName;

    /// <summary>More arguments of the AppHost, for instance <c>--UPLOADS_OTLP_ENDPOINT=http://…</c>: settings of this application only.</summary>
    protected virtual IEnumerable<string> Arguments => [];

    /// <summary>Values given here keep a test away from the developer's user secrets.</summary>
    public static string[] CommonArguments(string dataRoot) =>
    [
        $"--data={dataRoot}",
        "--environment=Development",
        $"--Parameters:transfer-signing-key={RandomNumberGenerator.GetHexString(64)}",
        $"--Parameters:access-signing-key={RandomNumberGenerator.GetHexString(64)}",
        $"--Parameters:admin-token={RandomNumberGenerator.GetHexString(64)}",
        "--Parameters:nats-password=p:ss/w@rd for tests",       // whatever a password may hold must survive the URL
        "--Uploads:StartScreen=false",
        // One process less for each topology; its own tests have it.
        "--Uploads:Dashboard=false",
        // Uploads are files at once, except where a test says otherwise.
        "--Uploads:DevelopmentSteps=none",
    ];

    /// <summary>A last look at the application before it is built, for instance to give one participant a variable.</summary>
    protected virtual void Configure(IDistributedApplicationTestingBuilder builder)
    {
    }

    /// <summary>Before anything is started; what was begun here is ended in <see cref="AfterStopAsync"/>.</summary>
    protected virtual ValueTask BeforeStartAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    protected virtual ValueTask AfterStopAsync() => ValueTask.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        using var limit = new CancellationTokenSource(StartLimit);
        await BeforeStartAsync(limit.Token);
        _builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.UploadProcessing_AppHost>(
            [.. CommonArguments(DataRoot), "--Logging:LogLevel:Default=Warning", .. Arguments], limit.Token);
        Configure(_builder);
        _app = await _builder.BuildAsync(limit.Token);
        await _app.StartAsync(limit.Token);
        foreach (var name in Participants)
        {
            await _app.ResourceNotifications.WaitForResourceHealthyAsync(name, limit.Token);
        }
    }

    public HttpClient CreateClient(string participant) => App.CreateHttpClient(participant, "http");

    /// <summary>The service itself tells: with the packages the process Aspire started is <c>dotnet run</c>.</summary>
    public async Task<About> AboutAsync(string participant, CancellationToken cancellationToken)
    {
        using var client = CreateClient(participant);
        return await client.GetFromJsonAsync<About>("/about", cancellationToken)
            ?? throw new InvalidOperationException($"{participant} has nothing to say about itself.");
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_builder is not null)
        {
            await _builder.DisposeAsync();
        }

        await AfterStopAsync();
        Directory.Delete(DataRoot, recursive: true);
        GC.SuppressFinalize(this);
    }
}

public sealed record About(string Name, int Pid);
