using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NATS.Client.Core;
using NATS.Client.JetStream;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.TestSupport.Nats;

namespace ServiceTests.Messaging.Support;

/// <summary>A process with one consumer, whose work is whatever the test says.</summary>
internal sealed class ConsumingProcess : IAsyncDisposable
{
    private readonly NatsConnection _connection;
    private readonly IHost _host;

    private ConsumingProcess(NatsServer server, Work work, string[] settings)
    {
        _connection = new NatsConnection(NatsOpts.Default with { Url = server.Url, ReconnectWaitMin = TimeSpan.FromMilliseconds(100) });
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddCommandLine(settings);
        builder.Services.AddLogging();
        builder.Services.AddSingleton<INatsJSContext>(new NatsJSContext(_connection));
        builder.Services.AddSingleton(work);
        builder.AddUploadMessaging().AddEventConsumer<HostApplicationBuilder, TestConsumer>();
        _host = builder.Build();
    }

    /// <summary>Starts one; times are short unless a setting says otherwise.</summary>
    public static async Task<ConsumingProcess> StartAsync(NatsServer server, Work work, params string[] settings)
    {
        var process = new ConsumingProcess(
            server, work, ["--Messaging:Consuming:AckWait=00:00:01", "--Messaging:Consuming:FirstDelay=00:00:00.010", .. settings]);
        await process._host.StartAsync(TestContext.Current.CancellationToken);
        return process;
    }

    /// <summary>What it has given up.</summary>
    public GivenUpEvents GivenUp => _host.Services.GetRequiredService<GivenUpEvents>();

    /// <summary>Ends as on SIGTERM.</summary>
    public Task StopAsync() => _host.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Is gone from one moment to the next, as far as nats can tell.</summary>
    public async Task DieAsync() => await _connection.DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await _host.StopAsync(limit.Token);
        _host.Dispose();
        await _connection.DisposeAsync();
    }

    /// <summary>What is done with each delivery, and what was given up.</summary>
    internal sealed class Work(Func<ReceivedEvent, CancellationToken, ValueTask<EventResult>> work)
    {
        public ConcurrentQueue<ReceivedEvent> Deliveries { get; } = new();

        public ConcurrentQueue<(ReceivedEvent Event, string Reason)> GivenUp { get; } = new();

        /// <summary>Giving up fails so often first.</summary>
        public int GivingUpFails { get; set; }

        public IEnumerable<string> Payloads => Deliveries.Select(delivery => Encoding.UTF8.GetString(delivery.Payload.Span));

        public ValueTask<EventResult> DoAsync(ReceivedEvent received, CancellationToken cancellationToken)
        {
            Deliveries.Enqueue(received);
            return work(received, cancellationToken);
        }
    }

    private sealed class TestConsumer(Work work) : IEventConsumer
    {
        public EventName EventName => EventName.UploadReady;

        public string DurableName => "test-upload-ready";

        public ValueTask<EventResult> ConsumeAsync(ReceivedEvent received, CancellationToken cancellationToken) => work.DoAsync(received, cancellationToken);

        public ValueTask GiveUpAsync(ReceivedEvent received, string reason, CancellationToken cancellationToken)
        {
            if (work.GivingUpFails-- > 0)
            {
                throw new InvalidOperationException("Giving up failed.");
            }

            work.GivenUp.Enqueue((received, reason));
            return ValueTask.CompletedTask;
        }
    }
}
