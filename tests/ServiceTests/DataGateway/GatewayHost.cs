using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.DataGateway;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.ServiceDefaults.Kestrel;
using UploadProcessing.ServiceDefaults.Proxies;
using UploadProcessing.TestSupport;

namespace ServiceTests.DataGateway;

/// <summary>The datagateway in this process, with one dataprovider configured.</summary>
internal sealed class GatewayHost : IAsyncDisposable
{
    public const string Key = "a signing key for tests, long enough for HMAC-SHA256";

    private readonly WebApplication _app;

    private GatewayHost(WebApplication app, KeptLogs logs) => (_app, Logs) = (app, logs);

    public KeptLogs Logs { get; }

    public Uri Address => new(_app.Urls.First());

    public UploadId Upload { get; } = UploadId.New();

    public static async Task<GatewayHost> StartAsync(Uri dataProvider, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        var logs = new KeptLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Transfer:SigningKey"] = Key,
            ["services:dataprovider:http:0"] = dataProvider.GetLeftPart(UriPartial.Authority),
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.AddProxies();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(TransferLimits.Apply);
        builder.Services.AddHttpLimits().AddConnectionLimit().AddTransfersUnderWay().AddSingleton(TimeProvider.System);
        builder.Services.AddTransferVerification().AddTransferTargets().AddProblemDetails();
        builder.Services.AddSingleton<AuditLog>();
        builder.Services.AddBodyRelay().AddBodylessForwarder().AddLargeBlocks();
        builder.AddTus();
        var app = builder.Build();
        app.UseProxies();
        app.UseHttpLimits().UseResponseIdleTimeout();
        app.UseTus();
        app.MapForwardTransfer();
        await app.StartAsync();
        return new GatewayHost(app, logs);
    }

    public string Token(
        TransferOperation operation = TransferOperation.Write, string? target = null, TimeSpan? age = null, string key = Key) =>
        new TransferTokens(Options.Create(new TransferOptions { SigningKey = key }), TimeProvider.System).Protect(new TransferToken(
            Upload,
            operation,
            new Uri(target ?? $"http://dataprovider/data/simple/{Upload}"),
            new SpaceId(Guid.NewGuid()),
            new UserId("einstein"),
            TimeProvider.System.GetUtcNow() + (age ?? TimeSpan.FromHours(1))));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
