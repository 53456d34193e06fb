using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.Ocdav;
using UploadProcessing.TestSupport;

namespace ServiceTests.Ocdav.Support;

/// <summary>ocdav before a storageprovider that is no fake: what one is told, the other keeps.</summary>
public class OcdavAndStorage : IAsyncLifetime
{
    private EntryPointHost? _ocdav;

    public StorageProviderFixture Storage { get; } = new();

    internal Uri Address => _ocdav!.Addresses[0];

    protected virtual string[] Settings => [];

    public async ValueTask InitializeAsync()
    {
        await Storage.InitializeAsync();
        _ocdav = await EntryPointHost.StartAsync(
            typeof(PutFile).Assembly,
            [
                "--environment=Test", "--Kestrel:Endpoints:A:Url=http://127.0.0.1:0", $"--Access:SigningKey={StorageProviderFixture.AccessKey}",
                $"--services:storageprovider:grpc:0={Storage.Address}", "--SignIn:RememberAppPasswordFor=00:00:00",
                .. OcdavFixture.Users, "--Logging:LogLevel:Default=Warning", .. Settings,
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _ocdav!.DisposeAsync();
        await Storage.DisposeAsync();
    }

    /// <summary>From now on, also keeps what is logged.</summary>
    internal KeptLogs KeepLogs()
    {
        var logs = new KeptLogs();
        _ocdav!.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        Storage.Service<ILoggerFactory>().AddProvider(logs);
        return logs;
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string user, string password, object? body = null)
    {
        using var client = new HttpClient { BaseAddress = Address };
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = OcdavFixture.Basic(user, password);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
