using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using UploadProcessing.Processing;
using UploadProcessing.Processing.Notifications;
using UploadProcessing.Processing.Steps;
using UploadProcessing.TestSupport.Nats;

namespace ServiceTests.Processing.Pipeline;

/// <summary>A replica of processing with steps of a test's own, and a connection of its own.</summary>
internal sealed class PipelineHost : IAsyncDisposable
{
    private readonly NatsConnection _connection;
    private readonly WebApplication _app;

    private PipelineHost(NatsServer server, Script script, string[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddCommandLine(
        [
            $"--Transfer:SigningKey={RandomNumberGenerator.GetHexString(64)}", "--Messaging:Consuming:AckWait=00:00:01",
            .. settings.Select(setting => $"--{setting}"),
        ]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(script);
        builder.AddUploadProcessing();
        builder.AddProcessingStep<ScriptedStep>("scripted");
        builder.AddNotifications();
        _connection = new NatsConnection(NatsOpts.Default with { Url = server.Url, ReconnectWaitMin = TimeSpan.FromMilliseconds(100) });
        builder.Services.AddSingleton<INatsJSContext>(new NatsJSContext(_connection));
        _app = builder.Build();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<PipelineHost> StartAsync(NatsServer server, Script script, params string[] settings)
    {
        var host = new PipelineHost(server, script, settings);
        await host._app.StartAsync(Stop);
        return host;
    }

    /// <summary>As a process that is killed, as far as the server can tell: nothing is acknowledged or given back any more.</summary>
    public ValueTask DieAsync() => _connection.DisposeAsync();

    /// <summary>As a process that is asked to stop.</summary>
    public Task StopAsync() => _app.StopAsync(Stop);

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _app.StopAsync(limit.Token);
        await _app.DisposeAsync();
        await _connection.DisposeAsync();
    }
}

/// <summary>What the step of a test says, and what it was asked.</summary>
internal sealed class Script(Func<StepContext, CancellationToken, ValueTask<StepResult>> run)
{
    public ConcurrentQueue<StepContext> Asked { get; } = new();

    public static Script Says(StepResult result) => new((_, _) => new(result));

    public ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken)
    {
        Asked.Enqueue(context);
        return run(context, cancellationToken);
    }
}

internal sealed class ScriptedStep(Script script) : IProcessingStep
{
    public ValueTask<StepResult> RunAsync(StepContext context, CancellationToken cancellationToken) => script.RunAsync(context, cancellationToken);
}
