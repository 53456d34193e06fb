using ServiceTests.Ocdav.Support;
using ServiceTests.StorageProvider.Support;
using System.Buffers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace ServiceTests.Messaging.Support;

/// <summary>dataprovider's own Program in this process beside another process's storage on the same data root: storageprovider's, here.</summary>
internal sealed class DataProviderScene : IAsyncDisposable
{
    private static readonly UserId User = new("einstein");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _dataRoot = Directory.CreateTempSubdirectory("dataprovider-").FullName;
    private readonly ServiceProvider _other;
    private EntryPointHost? _host;

    public DataProviderScene()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DataRoot"] = _dataRoot });
        builder.AddUploadStorage();
        _other = builder.Services.BuildServiceProvider();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private IMetadataStore Metadata => _other.GetRequiredService<IMetadataStore>();

    /// <summary>Starts it; with null there is no connection string.</summary>
    public async Task StartAsync(string? nats, params string[] settings) => _host = await EntryPointHost.StartAsync(
        typeof(UploadProcessing.DataProvider.TransferErrors).Assembly,
        [
            "--environment=Test", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", $"--Storage:DataRoot={_dataRoot}",
            $"--Transfer:SigningKey={StorageProviderFixture.TransferKey}", "--Logging:LogLevel:Default=Error",
            "--Outbox:Interval=00:00:00.200", "--Outbox:LongestPause=00:00:00.500", .. settings,
            .. nats is null ? Array.Empty<string>() : [$"--ConnectionStrings:nats={nats}"],
        ]);

    public async Task<HttpResponseMessage> HealthAsync()
    {
        using var client = new HttpClient { BaseAddress = _host!.Addresses[0] };
        return await client.GetAsync("/health", Stop);
    }

    /// <summary>A whole upload, finalized by the dataprovider or by the other process.</summary>
    public async Task<Revision> UploadAsync(string name, bool byTheOther = false)
    {
        var services = byTheOther ? _other : _host!.Services;
        var directory = services.GetRequiredService<SpaceDirectory>();
        var space = (await directory.CreateAsync("Lab", SpaceType.Project, User, null, null, Stop))!;
        var begun = await services.GetRequiredService<UploadInitiation>().BeginAsync(
            new UploadRequest(new NodeReference(space.Id, null, [name]), 5, null, null, UploadPreconditions.None, null), User, Stop);
        var upload = begun.Session!.Id;
        await using var writer = await services.GetRequiredService<IBlobStore>().OpenWriterAsync(upload, Stop);
        using var digest = new PassingDigest(algorithm: null);
        var bytes = new ReadOnlySequence<byte>("hello"u8.ToArray());
        digest.Append(bytes);
        await writer!.AppendAsync(bytes);
        var result = await services.GetRequiredService<UploadFinalizer>().FinalizeAsync(upload, new ReceivedBytes(5, digest.Digest, null));
        return result.Revision!;
    }

    /// <summary>Owes events without an upload.</summary>
    public async Task OweAsync(UploadId upload, params string[] payloads) => await Metadata.WriteAsync(async transaction =>
    {
        foreach (var payload in payloads)
        {
            await transaction.Outbox.OweAsync(new OwedEvent(EventName.UploadReady, upload, payload, null, TimeProvider.System.GetUtcNow()));
        }

        return true;
    }, Stop);

    public ValueTask<IReadOnlyList<PendingEvent>> PendingAsync() =>
        Metadata.ReadAsync(transaction => transaction.Outbox.ListAsync(10_000), Stop);

    public async Task NothingIsOwedAsync()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while ((await PendingAsync()).Count > 0)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    public async Task StopAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
            _host = null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _other.DisposeAsync();
        Directory.Delete(_dataRoot, recursive: true);
    }
}
