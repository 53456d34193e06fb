using Cs3.Auth.Applications.V1Beta1;
using Cs3.Gateway.V1Beta1;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceTests.Ocdav.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;

namespace ServiceTests.StorageProvider.Support;

/// <summary>storageprovider's own Program in this process, with a data root of its own; called as any client of CS3 does.</summary>
public class StorageProviderFixture : IAsyncLifetime
{
    public const string AccessKey = "an access key for tests of 32 characters or more";
    public const string TransferKey = "a transfer key for tests of 32 characters or more";

    private EntryPointHost? _host;
    private GrpcChannel? _channel;

    public string DataRoot { get; } = Directory.CreateTempSubdirectory("storageprovider-").FullName;

    public ProviderAPI.ProviderAPIClient Provider { get; private set; } = null!;

    public SpacesAPI.SpacesAPIClient Spaces { get; private set; } = null!;

    public ApplicationsAPI.ApplicationsAPIClient Applications { get; private set; } = null!;

    public GatewayAPI.GatewayAPIClient Gateway { get; private set; } = null!;

    internal Uri Address => _host!.Addresses[0];

    internal GrpcChannel Channel => _channel!;

    /// <summary>What a derived fixture configures otherwise.</summary>
    protected virtual string[] Settings => [];

    public static Reference At(string space, string path = "", string node = "") =>
        new() { ResourceId = new ResourceId { SpaceId = space, OpaqueId = node }, Path = path };

    /// <summary>A call with the access token of that user.</summary>
    public static CallOptions As(string user) => With(Token(user));

    /// <summary>A call with whatever is sent as access token.</summary>
    public static CallOptions With(string token) =>
        new(new Metadata { { AccessTokens.MetadataKey, token } }, cancellationToken: TestContext.Current.CancellationToken);

    public static string Token(string user, TimeProvider? time = null, string key = AccessKey) =>
        new AccessTokens(Options.Create(new AccessOptions { SigningKey = key }), time ?? TimeProvider.System).Mint(new UserId(user));

    public async ValueTask InitializeAsync()
    {
        _host = await EntryPointHost.StartAsync(
            typeof(UploadProcessing.StorageProvider.ProviderService).Assembly,
            [
                "--environment=Test", "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:grpc:Protocols=Http2",
                $"--Storage:DataRoot={DataRoot}", $"--Access:SigningKey={AccessKey}", $"--Transfer:SigningKey={TransferKey}",
                "--StorageProvider:Operators:0=operator", .. OcdavFixture.Users, .. Settings, "--Logging:LogLevel:Default=Warning",
            ]);
        _channel = GrpcChannel.ForAddress(_host.Addresses[0]);
        Provider = new(_channel);
        Spaces = new(_channel);
        Applications = new(_channel);
        Gateway = new(_channel);
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _channel?.Dispose();
        await _host!.DisposeAsync();
        Directory.Delete(DataRoot, recursive: true);
    }

    /// <summary>A project of einstein's with marie as editor and vera as viewer.</summary>
    public async Task<string> CreateSpaceAsync(string owner = "einstein")
    {
        var made = await Spaces.CreateStorageSpaceAsync(new() { Type = "project", Name = "Lab" }, As(owner));
        Assert.Equal(Code.Ok, made.Status.Code);
        var space = made.StorageSpace.Id.OpaqueId;
        foreach (var (user, role) in new[] { ("marie", Roles.Editor), ("vera", Roles.Viewer) })
        {
            var added = await Provider.AddGrantAsync(new() { Ref = At(space), Grant = Roles.Grant(user, role) }, As(owner));
            Assert.Equal(Code.Ok, added.Status.Code);
        }

        return space;
    }

    public async Task CreateFolderAsync(string space, string path) => Assert.Equal(
        Code.Ok, (await Provider.CreateContainerAsync(new() { Ref = At(space, path) }, As("einstein"))).Status.Code);

    public async Task TouchAsync(string space, string path) => Assert.Equal(
        Code.Ok, (await Provider.TouchFileAsync(new() { Ref = At(space, path) }, As("einstein"))).Status.Code);

    public async Task<Code> StatAsync(string space, string path, string user = "einstein") =>
        (await Provider.StatAsync(new() { Ref = At(space, path) }, As(user))).Status.Code;

    internal T Service<T>()
        where T : notnull => _host!.Services.GetRequiredService<T>();
}
