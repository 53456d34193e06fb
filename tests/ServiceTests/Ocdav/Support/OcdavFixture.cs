using System.Net.Http.Headers;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Ocdav;
using UploadProcessing.TestSupport;

namespace ServiceTests.Ocdav.Support;

/// <summary>ocdav's own Program between a fake storageprovider (gRPC) and a fake dataprovider (HTTP), all in this process.</summary>
public class OcdavFixture : IAsyncLifetime
{
    public const string AccessKey = "an access key for tests of 32 characters or more";

    private WebApplication? _storage;
    private WebApplication? _data;
    private EntryPointHost? _ocdav;

    /// <summary>Their passwords are the documented ones, and one with everything that a password may hold.</summary>
    internal static string[] Users { get; } =
    [
        "--Users:0:Name=einstein", "--Users:0:DisplayName=Albert Einstein", $"--Users:0:PasswordHash={Hash("relativity")}",
        "--Users:1:Name=märie", $"--Users:1:PasswordHash={Hash("rädio:activity")}",
    ];

    internal static SpaceId Space { get; } = SpaceId.Parse("1284d238-aa92-42ce-bdc4-0b0000009157");

    internal FakeStorageProvider Storage { get; private set; } = new();

    internal RequestDelegate OnData { get; set; } = _ => Task.CompletedTask;

    internal HttpClient Client { get; private set; } = new();

    internal Uri Address => _ocdav!.Addresses[0];

    /// <summary>A second port, for HTTP/2 without TLS.</summary>
    internal Uri Http2Address => _ocdav!.Addresses[1];

    internal IServiceProvider Services => _ocdav!.Services;

    /// <summary>What a derived fixture configures otherwise.</summary>
    protected virtual string[] Settings => [];

    /// <summary>What a derived fixture needs before its settings are read.</summary>
    protected virtual ValueTask BeforeStartAsync() => ValueTask.CompletedTask;

    public static AuthenticationHeaderValue Basic(string name, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}")));

    public static string Url(string path) => $"/dav/spaces/{Space}/{path}";

    public async ValueTask InitializeAsync()
    {
        await BeforeStartAsync();
        _storage = await StartAsync(HttpProtocols.Http2, app => app.MapGrpcService<FakeStorageProvider>(), Storage);
        _data = await StartAsync(HttpProtocols.Http1, app => app.Map("/data", context => OnData(context)), Storage);
        _ocdav = await EntryPointHost.StartAsync(
            typeof(PutFile).Assembly,
            [
                "--environment=Test", "--Kestrel:Endpoints:A:Url=http://127.0.0.1:0",
                "--Kestrel:Endpoints:B:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:B:Protocols=Http2", $"--Access:SigningKey={AccessKey}",
                $"--services:storageprovider:grpc:0={AddressOf(_storage)}", $"--services:dataprovider:http:0={AddressOf(_data)}",
                .. Users, "--SignIn:FailuresPerUser=3", "--SignIn:FailureWindow=00:10:00", "--Logging:LogLevel:Default=Warning",
                "--PersonalSpaces:CreateAtFirstSignIn=false", .. Settings,
            ]);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        Client.DefaultRequestHeaders.Authorization = Basic("einstein", "relativity");
    }

    /// <summary>Whom the storageprovider was told, at each call.</summary>
    internal async Task<IReadOnlyList<string?>> UsersAsync()
    {
        var tokens = new AccessTokens(Options.Create(new AccessOptions { SigningKey = AccessKey }), TimeProvider.System);
        var users = new List<string?>();
        foreach (var token in Storage.AccessTokens)
        {
            users.Add((await tokens.VerifyAsync(token))?.User.Value);
        }

        return users;
    }

    /// <summary>A fresh storageprovider's answers and memory; tests of one class run one after the other.</summary>
    internal void Reset()
    {
        var fresh = new FakeStorageProvider();
        Storage.Requests.Clear();
        Storage.AccessTokens.Clear();
        (Storage.OnUpload, Storage.OnDownload, Storage.OnStat, Storage.OnList) = (fresh.OnUpload, fresh.OnDownload, fresh.OnStat, fresh.OnList);
        (Storage.OnCreate, Storage.OnDelete, Storage.OnListSpaces) = (fresh.OnCreate, fresh.OnDelete, fresh.OnListSpaces);
        Storage.OnCreateSpace = fresh.OnCreateSpace;
        OnData = _ => Task.CompletedTask;
    }

    /// <summary>From now on, also keeps what is logged.</summary>
    internal KeptLogs KeepLogs()
    {
        var logs = new KeptLogs();
        Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        return logs;
    }

    internal Task<HttpResponseMessage> SendAsync(string method, string url, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = content };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        await _ocdav!.DisposeAsync();
        await _data!.DisposeAsync();
        await _storage!.DisposeAsync();
    }

    // Few rounds: what is tested is not how slow the hash is, and each hash says its own number.
    private static string Hash(string password) =>
        new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword("", password);

    private static string AddressOf(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    private static async Task<WebApplication> StartAsync(HttpProtocols protocols, Action<WebApplication> map, FakeStorageProvider storage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(storage);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
        });
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }
}
