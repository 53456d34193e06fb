using System.Globalization;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceTests.Ocdav.Support;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.TestSupport;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider.Support;

/// <summary>storageprovider and dataprovider on one data root, each its own Program: tokens that one makes are taken, or not, by the other.</summary>
public sealed class TransferFixture : IAsyncLifetime
{
    private EntryPointHost? _data;

    public StorageProviderFixture Storage { get; } = new();

    public HttpClient Data { get; private set; } = new();

    /// <summary>What the dataprovider is configured with beside what it needs.</summary>
    public string[] DataSettings { get; set; } = [];

    internal Uri DataAddress => _data!.Addresses[0];

    public async ValueTask InitializeAsync()
    {
        await Storage.InitializeAsync();
        await StartDataAsync();
    }

    /// <summary>A dataprovider that knows nothing but what is on disk; at another address.</summary>
    public async Task RestartDataAsync()
    {
        await _data!.DisposeAsync();
        Data.Dispose();
        Data = new HttpClient();
        await StartDataAsync();
    }

    private async Task StartDataAsync()
    {
        _data = await EntryPointHost.StartAsync(
            typeof(UploadProcessing.DataProvider.TransferErrors).Assembly,
            [
                "--environment=Test", "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", $"--Storage:DataRoot={Storage.DataRoot}",
                $"--Transfer:SigningKey={TransferKey}", "--Logging:LogLevel:Default=Warning", .. DataSettings,
            ]);
        Data.BaseAddress = DataAddress;
    }

    public async ValueTask DisposeAsync()
    {
        Data.Dispose();
        await _data!.DisposeAsync();
        await Storage.DisposeAsync();
    }

    /// <summary>From now on, also keeps what is logged.</summary>
    internal KeptLogs KeepLogs()
    {
        var logs = new KeptLogs();
        _data!.Services.GetRequiredService<ILoggerFactory>().AddProvider(logs);
        return logs;
    }

    /// <summary>The token that lets an upload's bytes in.</summary>
    public async Task<string> UploadTokenAsync(string space, string path, string user, long length, string? checksum = null) =>
        (await BeginUploadAsync(space, path, user, length, checksum)).Token;

    public async Task<(string Upload, string Token)> BeginUploadAsync(string space, string path, string user, long length, string? checksum = null)
    {
        var request = new InitiateFileUploadRequest { Ref = At(space, path), Opaque = new() };
        request.Opaque.Map["Upload-Length"] = Plain(length.ToString(CultureInfo.InvariantCulture));
        if (checksum is not null)
        {
            request.Opaque.Map["Upload-Checksum"] = Plain(checksum);
        }

        var begun = await Storage.Provider.InitiateFileUploadAsync(request, As(user));
        Assert.Equal(Code.Ok, begun.Status.Code);
        var token = begun.Protocols.Single(protocol => protocol.Protocol == "simple").Opaque.Map[TransferToken.OpaqueKey].Value.ToStringUtf8();
        return (begun.Opaque.Map["upload-id"].Value.ToStringUtf8(), token);
    }

    /// <summary>The token that lets a file's bytes out.</summary>
    public async Task<string> DownloadTokenAsync(string space, string path, string user)
    {
        var begun = await Storage.Provider.InitiateFileDownloadAsync(new() { Ref = At(space, path) }, As(user));
        return begun.Protocols.Single().Opaque.Map[TransferToken.OpaqueKey].Value.ToStringUtf8();
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string token, HttpContent? content = null)
    {
        var request = new HttpRequestMessage(method, "/data") { Content = content };
        request.Headers.Add(TransferToken.HeaderName, token);
        return Data.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task UploadAsync(string space, string path, string text, string? checksum = null)
    {
        using var put = await SendAsync(HttpMethod.Put, await UploadTokenAsync(space, path, "einstein", text.Length, checksum), new StringContent(text));
        Assert.True(put.IsSuccessStatusCode, $"The upload was answered with {put.StatusCode}.");
    }

    private static OpaqueEntry Plain(string text) => new() { Decoder = "plain", Value = ByteString.CopyFromUtf8(text) };
}
