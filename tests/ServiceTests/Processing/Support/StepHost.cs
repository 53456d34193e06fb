using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using UploadProcessing.Messaging;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Processing.Steps.Answers;
using UploadProcessing.Processing.Steps.Delay;
using UploadProcessing.Processing.Steps.Policy;
using UploadProcessing.Processing.Steps.Remote;
using UploadProcessing.Processing.Steps.VirusScan;
using UploadProcessing.Processing.Steps.Webhook;
using UploadProcessing.TestSupport;
using UploadProcessing.TestSupport.Nats;

namespace ServiceTests.Processing.Support;

/// <summary>The steps that come with the library, in a service without a pipeline.</summary>
internal sealed class StepHost : IAsyncDisposable
{
    private const string NowhereUrl = "nats://127.0.0.1:1";

    private readonly NatsConnection _connection;
    private readonly WebApplication _app;
    private bool _started;

    private StepHost(NatsServer? server, string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddCommandLine([.. settings.Select(setting => $"--Processing:Steps:{setting}")]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(Logs).SetMinimumLevel(LogLevel.Trace);
        builder.AddUploadMessaging();
        builder.AddWebhookStep().AddRemoteStep().AddDelayStep().AddVirusScanStep().AddPolicyStep();
        builder.Services.AddSingleton<IStepAnswers>(Answers).AddSingleton<IContentAddresses>(Answers).AddProblemDetails();
        // It connects when it is needed first.
        _connection = new NatsConnection(NatsOpts.Default with { Url = server?.Url ?? NowhereUrl, ReconnectWaitMin = TimeSpan.FromMilliseconds(100) });
        builder.Services.AddSingleton<INatsJSContext>(new NatsJSContext(_connection));
        _app = builder.Build();
        _app.MapStepCallbacks();
    }

    public KeptLogs Logs { get; } = new();

    public KeptAnswers Answers { get; } = new();

    public Uri Address => new(_app.Urls.First());

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>With nats.</summary>
    /// <param name="server">The server.</param>
    /// <param name="settings">Below <c>Processing:Steps</c>.</param>
    public static async Task<StepHost> StartAsync(NatsServer server, params string[] settings)
    {
        var host = new StepHost(server, settings);
        await host._app.StartAsync(Stop);
        host._started = true;
        return host;
    }

    /// <summary>For steps alone.</summary>
    public static StepHost WithoutNats(params string[] settings) => new(server: null, settings);

    /// <summary>Runs a step of a kind.</summary>
    public ValueTask<StepResult> RunAsync(string kind, StepContext context, CancellationToken? cancellationToken = null) =>
        _app.Services.GetServices<StepKind>().Single(step => step.Name == kind).Step.RunAsync(context, cancellationToken ?? Stop);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        if (_started)
        {
            await _app.StopAsync(limit.Token);
        }

        await _app.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
