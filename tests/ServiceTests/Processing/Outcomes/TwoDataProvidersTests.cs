using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceTests.Ocdav.Support;
using ServiceTests.Processing.Pipeline;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.TestSupport.Nats;

namespace ServiceTests.Processing.Outcomes;

/// <summary>Two dataproviders on one data root: an outcome is noted by either, and reaches the one that holds the request.</summary>
public sealed class TwoDataProvidersTests : IAsyncLifetime
{
    private const int Uploads = 20;

    private static readonly UserId User = new("einstein");

    private readonly string _dataRoot = Directory.CreateTempSubdirectory("dataproviders-").FullName;
    private readonly TransferTokens _tokens =
        new(Options.Create(new TransferOptions { SigningKey = StorageProviderFixture.TransferKey }), TimeProvider.System);

    private readonly ServiceProvider _storage;
    private NatsServer _nats = null!;
    private Space _space = null!;

    public TwoDataProvidersTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:DataRoot"] = _dataRoot });
        builder.AddUploadStorage();
        _storage = builder.Services.BuildServiceProvider();
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _nats = await NatsServer.StartNewAsync(Stop);
        var made = (await _storage.GetRequiredService<SpaceDirectory>().CreateAsync("Lab", SpaceType.Project, User, null, null, Stop))!;
        _space = made with { Steps = ["scripted"] };
        await _storage.GetRequiredService<IMetadataStore>().WriteAsync(async transaction =>
        {
            await transaction.Spaces.UpdateAsync(_space);
            return true;
        }, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _storage.DisposeAsync();
        await _nats.DisposeAsync();
        Directory.Delete(_dataRoot, recursive: true);
    }

    [Fact]
    public async Task Outcomes_NotedByEither_AnswerTheRequestThatWaits()
    {
        await using var one = await StartAsync(_nats.Url);
        await using var two = await StartAsync(_nats.Url);
        await using var processing = await PipelineHost.StartAsync(_nats, Script.Says(StepResult.Continue));

        var answers = await Task.WhenAll(Enumerable.Range(0, Uploads).Select(number => PutAsync(number % 2 == 0 ? one : two, $"{number}.txt")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer));
    }

    [Fact]
    public async Task Outcome_NotedByAnother_IsFoundByOneWithoutNats()
    {
        await using var holding = await StartAsync(nats: null);
        await using var noting = await StartAsync(_nats.Url);
        await using var processing = await PipelineHost.StartAsync(_nats, Script.Says(StepResult.Continue));

        Assert.Equal(HttpStatusCode.Created, await PutAsync(holding, "file.txt"));
    }

    [Fact]
    public async Task Refusal_NotedByAnother_IsFoundToo()
    {
        await using var holding = await StartAsync(nats: null);
        await using var noting = await StartAsync(_nats.Url);
        await using var processing = await PipelineHost.StartAsync(_nats, Script.Says(StepResult.Delete("No.")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await PutAsync(holding, "file.txt"));
    }

    private Task<EntryPointHost> StartAsync(string? nats) => EntryPointHost.StartAsync(
        typeof(UploadProcessing.DataProvider.TransferErrors).Assembly,
        [
            "--environment=Test", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", $"--Storage:DataRoot={_dataRoot}",
            $"--Transfer:SigningKey={StorageProviderFixture.TransferKey}", "--Logging:LogLevel:Default=Error",
            "--Outbox:Interval=00:00:00.200", "--Outbox:LongestPause=00:00:00.500", "--Finalization:ResponseDeadline=00:01:00",
            .. nats is null ? Array.Empty<string>() : [$"--ConnectionStrings:nats={nats}"],
        ]);

    private async Task<HttpStatusCode> PutAsync(EntryPointHost dataprovider, string name)
    {
        var begun = await _storage.GetRequiredService<UploadInitiation>().BeginAsync(
            new UploadRequest(new NodeReference(_space.Id, null, [name]), 5, null, null, UploadPreconditions.None, null), User, Stop);
        var upload = begun.Session!.Id;
        using var client = new HttpClient { BaseAddress = dataprovider.Addresses[0] };
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/data/simple/{upload}") { Content = new ByteArrayContent("hello"u8.ToArray()) };
        request.Headers.Add(TransferToken.HeaderName, _tokens.Protect(new TransferToken(
            upload, TransferOperation.Write, new Uri($"http://dataprovider/data/simple/{upload}"), _space.Id, User, begun.Session.EndsAt)));
        using var answer = await client.SendAsync(request, Stop);
        return answer.StatusCode;
    }
}
