using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Net.Client;
using ServiceTests.Ocdav.Support;
using ServiceTests.StorageProvider.Support;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>The spaces that are there for trying things out, over several starts on one data root.</summary>
public sealed class DevelopmentSpacesTests : IDisposable
{
    private readonly string _dataRoot = Directory.CreateTempSubdirectory("development-spaces-").FullName;

    [Fact]
    public async Task Member_RemovedFromOne_IsStillRemovedAfterTheNextStart()
    {
        await WithProviderAsync(async (provider, space) =>
        {
            Assert.Equal(["einstein", "marie"], await MembersAsync(provider, space));
            var removed = await provider.RemoveGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("marie", Roles.Editor) }, As("einstein"));
            Assert.Equal(Code.Ok, removed.Status.Code);
        });

        await WithProviderAsync(async (provider, space) => Assert.Equal(["einstein"], await MembersAsync(provider, space)));
    }

    public void Dispose() => Directory.Delete(_dataRoot, recursive: true);

    private static async Task<IEnumerable<string>> MembersAsync(ProviderAPI.ProviderAPIClient provider, string space) =>
        (await provider.ListGrantsAsync(new() { Ref = At(space) }, As("einstein"))).Grants.Select(grant => grant.Grantee.UserId.OpaqueId).Order();

    private async Task WithProviderAsync(Func<ProviderAPI.ProviderAPIClient, string, Task> act)
    {
        await using var host = await EntryPointHost.StartAsync(
            typeof(UploadProcessing.StorageProvider.ProviderService).Assembly,
            [
                "--environment=Development", "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:grpc:Protocols=Http2",
                $"--Storage:DataRoot={_dataRoot}", $"--Access:SigningKey={AccessKey}", $"--Transfer:SigningKey={TransferKey}",
                "--Development:Spaces:0:Name=Trial", "--Development:Spaces:0:Type=Project", "--Development:Spaces:0:Owner=einstein",
                "--Development:Spaces:0:Editors:0=marie", "--Logging:LogLevel:Default=Warning",
            ]);
        using var channel = GrpcChannel.ForAddress(host.Addresses[0]);
        var spaces = await new SpacesAPI.SpacesAPIClient(channel).ListStorageSpacesAsync(new(), As("einstein"));
        await act(new(channel), spaces.StorageSpaces.Single(space => space.Name == "Trial").Id.OpaqueId);
    }
}
