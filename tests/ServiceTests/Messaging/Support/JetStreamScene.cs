using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using NATS.Client.Core;
using NATS.Client.JetStream;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging;
using UploadProcessing.TestSupport.Nats;

namespace ServiceTests.Messaging.Support;

/// <summary>A nats-server and a client of it, for one test.</summary>
internal sealed class JetStreamScene : IAsyncDisposable
{
    private readonly NatsConnection _connection;
    private readonly bool _ownsServer;

    private JetStreamScene(NatsServer server, bool ownsServer)
    {
        (Server, _ownsServer) = (server, ownsServer);
        // Quick to notice that the server is back; otherwise the client's own defaults.
        _connection = new NatsConnection(NatsOpts.Default with { Url = server.Url, ReconnectWaitMin = TimeSpan.FromMilliseconds(100) });
        JetStream = new NatsJSContext(_connection);
        Publisher = new EventPublisher(JetStream, Setup());
    }

    public NatsServer Server { get; }

    public NatsJSContext JetStream { get; }

    public EventPublisher Publisher { get; }

    /// <summary>With a server of its own.</summary>
    public static async Task<JetStreamScene> StartAsync() =>
        new(await NatsServer.StartNewAsync(TestContext.Current.CancellationToken), ownsServer: true);

    /// <summary>With a server that stays.</summary>
    public static JetStreamScene Connect(NatsServer server) => new(server, ownsServer: false);

    public StreamSetup Setup(Action<MessagingOptions>? configure = null, ILogger<StreamSetup>? logger = null)
    {
        var options = new MessagingOptions();
        configure?.Invoke(options);
        return new StreamSetup(JetStream, Options.Create(options), logger ?? NullLogger<StreamSetup>.Instance);
    }

    public async Task<INatsJSStream> StreamAsync() =>
        await JetStream.GetStreamAsync(UploadSubjects.Stream, cancellationToken: TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        if (_ownsServer)
        {
            await Server.DisposeAsync();
        }
    }
}
