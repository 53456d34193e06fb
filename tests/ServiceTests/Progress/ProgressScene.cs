using System.Net;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceTests.Ocdav.Support;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.TestSupport.Lines;
using UploadProcessing.TestSupport.Nats;

namespace ServiceTests.Progress;

/// <summary>dataproviders on one data root, each its own Program, with nats; and those who watch uploads there.</summary>
public sealed class ProgressScene : IAsyncLifetime
{
    public static readonly UserId User = new("einstein");

    /// <summary>A setting: what signs the transfer tokens of this scene.</summary>
    public const string SigningKey = $"Transfer:SigningKey={StorageProviderFixture.TransferKey}";

    private readonly string _dataRoot = Directory.CreateTempSubdirectory("progress-").FullName;
    private readonly TransferTokens _tokens =
        new(Options.Create(new TransferOptions { SigningKey = StorageProviderFixture.TransferKey }), TimeProvider.System);

    private readonly ServiceProvider _storage;
    private readonly List<EntryPointHost> _hosts = [];

    public ProgressScene()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DataRoot"] = _dataRoot });
        builder.AddUploadStorage();
        _storage = builder.Services.BuildServiceProvider();
    }

    public NatsServer Nats { get; private set; } = null!;

    /// <summary>A space without steps, and one with the step "scripted".</summary>
    public SpaceId Plain { get; private set; }

    public SpaceId Lab { get; private set; }

    /// <summary>The dataprovider that was started last.</summary>
    internal EntryPointHost Last => _hosts[^1];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public T Get<T>()
        where T : notnull => _storage.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        Nats = await NatsServer.StartNewAsync(Stop);
        Plain = await CreateSpaceAsync();
        Lab = await CreateSpaceAsync("scripted");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            await host.DisposeAsync();
        }

        await _storage.DisposeAsync();
        await Nats.DisposeAsync();
        Directory.Delete(_dataRoot, recursive: true);
    }

    /// <summary>Starts a dataprovider.</summary>
    /// <returns>A client of it.</returns>
    public async Task<HttpClient> StartAsync(params string[] settings)
    {
        var host = await EntryPointHost.StartAsync(
            typeof(UploadProcessing.DataProvider.TransferErrors).Assembly,
            [
                "--environment=Test", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", $"--Storage:DataRoot={_dataRoot}",
                $"--Transfer:SigningKey={StorageProviderFixture.TransferKey}", "--Logging:LogLevel:Default=Error",
                "--Outbox:Interval=00:00:00.200", "--Outbox:LongestPause=00:00:00.500", "--Finalization:ResponseDeadline=00:01:00",
                "--Progress:Interval=00:00:00.100", "--Progress:CheckRights=00:00:00.100", "--Progress:Heartbeat=00:00:01",
                $"--ConnectionStrings:nats={Nats.Url}", .. settings,
            ]);
        _hosts.Add(host);
        return new HttpClient { BaseAddress = host.Addresses[0], Timeout = TimeSpan.FromMinutes(2) };
    }

    /// <summary>Ends the dataprovider that was started last.</summary>
    public async Task StopLastAsync()
    {
        await _hosts[^1].DisposeAsync();
        _hosts.RemoveAt(_hosts.Count - 1);
    }

    public async Task<SpaceId> CreateSpaceAsync(params string[] steps)
    {
        var made = (await Get<SpaceDirectory>().CreateAsync("Lab", SpaceType.Project, User, null, null, Stop))!;
        await ChangeAsync(transaction => transaction.Spaces.UpdateAsync(made with { Steps = steps }));
        return made.Id;
    }

    public Task ChangeAsync(Func<IMetadataTransaction, ValueTask> change) => Get<IMetadataStore>().WriteAsync(async transaction =>
    {
        await change(transaction);
        return true;
    }, Stop).AsTask();

    /// <summary>A resumable upload.</summary>
    public async Task<UploadSession> BeginAsync(SpaceId space, string name, long length, bool isResumable = true) =>
        (await Get<UploadInitiation>().BeginAsync(
            new UploadRequest(
                new NodeReference(space, null, [name]), length, null, null, UploadPreconditions.None, null, isResumable ? new ResumableRequest() : null),
            User, Stop)).Session!;

    public string Token(UploadSession session, TransferOperation operation, string path, UserId? user = null, DateTimeOffset? expires = null) =>
        _tokens.Protect(new TransferToken(session.Id, operation, new Uri($"http://dataprovider{path}"), session.Space, user ?? session.User, expires ?? session.EndsAt));

    public string Watching(UploadSession session) => Token(session, TransferOperation.Watch, $"/data/progress/{session.Id}");

    public async Task<HttpResponseMessage> SendAsync(
        HttpClient at, HttpMethod method, UploadSession session, byte[] body, long? offset = null, params (string Name, string Value)[] headers)
    {
        var path = offset is null ? $"/data/simple/{session.Id}" : $"/data/tus/{session.Id}";
        using var request = new HttpRequestMessage(method, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add(TransferToken.HeaderName, Token(session, TransferOperation.Write, path));
        if (offset is { } from)
        {
            request.Headers.Add("Tus-Resumable", "1.0.0");
            request.Headers.Add("Upload-Offset", $"{from}");
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await at.SendAsync(request, Stop);
    }

    public Task<HttpResponseMessage> PatchAsync(HttpClient at, UploadSession session, long offset, string text, params (string Name, string Value)[] headers) =>
        SendAsync(at, HttpMethod.Patch, session, System.Text.Encoding.UTF8.GetBytes(text), offset, headers);

    public async Task<HttpResponseMessage> GetAsync(HttpClient at, UploadSession session, string? token = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/data/progress/{session.Id}");
        request.Headers.Add(TransferToken.HeaderName, token ?? Watching(session));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await at.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }

    public async Task<UploadProgress> ProgressAsync(HttpClient at, UploadSession session)
    {
        using var answer = await GetAsync(at, session);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Stop), ProgressJson.Default.UploadProgress)!;
    }

    /// <summary>The event stream, until its end.</summary>
    public async IAsyncEnumerable<ProgressMessage> EventsAsync(HttpClient at, UploadSession session, long after = 0)
    {
        using var answer = await GetAsync(at, session, null, ("Accept", "text/event-stream"), ("Last-Event-ID", $"{after}"));
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        await using var body = await answer.Content.ReadAsStreamAsync(Stop);
        var parser = SseParser.Create(body, (type, data) => new ProgressMessage(type, null, JsonSerializer.Deserialize(data, ProgressJson.Default.UploadProgress)!));
        await foreach (var item in parser.EnumerateAsync(Stop))
        {
            yield return item.Data with { Id = item.EventId is { Length: > 0 } id && item.EventType is not (ProgressEvent.Bytes or ProgressEvent.Heartbeat) ? long.Parse(id, null) : null };
        }
    }

    public async Task<ClientWebSocket> ConnectAsync(HttpClient at, UploadSession session, long after = 0)
    {
        var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader(TransferToken.HeaderName, Watching(session));
        await socket.ConnectAsync(new Uri($"ws://{at.BaseAddress!.Authority}/data/progress/{session.Id}?lastEventId={after}"), Stop);
        return socket;
    }

    /// <summary>What a WebSocket says, until it is closed.</summary>
    public static async IAsyncEnumerable<ProgressMessage> MessagesAsync(ClientWebSocket socket)
    {
        await foreach (var text in WebSocketTexts.ReadAsync(socket, Stop))
        {
            yield return JsonSerializer.Deserialize(text.Span, ProgressJson.Default.ProgressMessage)!;
        }
    }
}
