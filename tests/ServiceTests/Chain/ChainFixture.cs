using System.Globalization;
using System.Net.Http.Headers;
using Cs3.Rpc.V1Beta1;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using ServiceTests.Ocdav.Support;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.DataGateway;
using UploadProcessing.Ocdav;

namespace ServiceTests.Chain;

/// <summary>ocdav and datagateway, dataprovider and storageprovider, each its own Program, with a tap before the dataprovider: what reaches
/// it, and what becomes of it.</summary>
public class ChainFixture : IAsyncLifetime
{
    private EntryPointHost? _ocdav;
    private EntryPointHost? _gateway;

    public TransferFixture Transfers { get; } = new();

    /// <summary>A project of einstein's.</summary>
    public string Space { get; private set; } = "";

    public HttpClient Client { get; private set; } = new();

    internal RecordingTap Tap { get; private set; } = null!;

    internal Uri Ocdav => _ocdav!.Addresses[0];

    internal Uri Gateway => _gateway!.Addresses[0];

    internal Uri DataProvider => Transfers.DataAddress;

    /// <summary>What a derived fixture configures otherwise, for every participant.</summary>
    protected virtual string[] Settings => [];

    public static AuthenticationHeaderValue Einstein { get; } = OcdavFixture.Basic("einstein", "relativity");

    public async ValueTask InitializeAsync()
    {
        Transfers.DataSettings = Settings;
        await Transfers.InitializeAsync();
        Tap = new RecordingTap(Transfers.DataAddress);
        await StartOcdavAsync();
        _gateway = await EntryPointHost.StartAsync(
            typeof(TransferVerification).Assembly,
            [
                "--environment=Test", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", $"--Transfer:SigningKey={StorageProviderFixture.TransferKey}",
                $"--services:dataprovider:http:0={Tap.Address}", "--Logging:LogLevel:Default=Warning", .. Settings,
            ]);
        Space = await Transfers.Storage.CreateSpaceAsync();
    }

    /// <summary>ocdav and dataprovider end and begin anew, with nothing but what is on disk.</summary>
    public async Task RestartAsync()
    {
        await _ocdav!.DisposeAsync();
        await Transfers.RestartDataAsync();
        Tap.Server = Transfers.DataAddress;
        await StartOcdavAsync();
    }

    public string Url(string path) => $"/dav/spaces/{Space}/{path}";

    public async Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Url(path)) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task PutAsync(string path, byte[] content, params (string Name, string Value)[] headers)
    {
        using var put = await SendAsync("PUT", path, new ByteArrayContent(content), headers);
        Assert.True(put.IsSuccessStatusCode, string.Create(CultureInfo.InvariantCulture, $"PUT was answered with {put.StatusCode}."));
    }

    public async Task<bool> ExistsAsync(string path) => await Transfers.Storage.StatAsync(Space, "./" + path) == Code.Ok;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        Client.Dispose();
        await _ocdav!.DisposeAsync();
        await _gateway!.DisposeAsync();
        await Tap.DisposeAsync();
        await Transfers.DisposeAsync();
    }

    private async Task StartOcdavAsync()
    {
        var hash = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 })).HashPassword("", "relativity");
        _ocdav = await EntryPointHost.StartAsync(
            typeof(PutFile).Assembly,
            [
                "--environment=Test", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", $"--Access:SigningKey={StorageProviderFixture.AccessKey}",
                $"--services:storageprovider:grpc:0={Transfers.Storage.Address}", $"--services:dataprovider:http:0={Tap.Address}",
                "--Users:0:Name=einstein", $"--Users:0:PasswordHash={hash}", "--Logging:LogLevel:Default=Warning", .. Settings,
            ]);
        Client.Dispose();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Ocdav };
        Client.DefaultRequestHeaders.Authorization = Einstein;
    }
}
