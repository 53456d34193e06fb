using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.StorageProvider.Support;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>Spaces made, described, changed and removed; the operator of these tests is the user <c>operator</c>.</summary>
public sealed class SpaceCallTests(StorageProviderFixture provider) : IClassFixture<StorageProviderFixture>
{
    [Fact]
    public async Task CreateStorageSpace_Project_IsListedForItsMakerOnly()
    {
        var made = await provider.Spaces.CreateStorageSpaceAsync(
            new() { Type = "project", Name = "Labor 1", Quota = new() { QuotaMaxBytes = 1000 } }, As("einstein"));

        Assert.Equal(Code.Ok, made.Status.Code);
        var space = made.StorageSpace;
        Assert.Equal(("Labor 1", "project", 1000UL, "einstein"), (space.Name, space.SpaceType, space.Quota.QuotaMaxBytes, space.Owner.Id.OpaqueId));
        var listed = Assert.Single(await ListAsync("einstein", space.Id.OpaqueId));
        Assert.Equal(space.Root, listed.RootInfo.Id);
        Assert.Equal(Roles.Manager, listed.RootInfo.PermissionSet);
        Assert.Empty(await ListAsync("marie", space.Id.OpaqueId));
    }

    [Theory]
    [InlineData("share", "Name", "", Code.InvalidArgument)]
    [InlineData("", "Name", "", Code.InvalidArgument)]
    [InlineData("project", "", "", Code.InvalidArgument)]
    [InlineData("project", "a/b", "", Code.InvalidArgument)]
    [InlineData("project", "a\nb", "", Code.InvalidArgument)]
    [InlineData("project", "Name", "marie", Code.PermissionDenied)]
    public async Task CreateStorageSpace_ThatCannotBe_IsRefused(string type, string name, string owner, Code code)
    {
        var request = new CreateStorageSpaceRequest { Type = type, Name = name, Owner = owner.Length == 0 ? null : new() { Id = new() { OpaqueId = owner } } };

        Assert.Equal(code, (await provider.Provider.CreateStorageSpaceAsync(request, As("einstein"))).Status.Code);
    }

    [Fact]
    public async Task CreateStorageSpace_SecondPersonalOne_Exists()
    {
        var user = As($"u{Guid.NewGuid():N}");

        Assert.Equal(Code.Ok, (await provider.Spaces.CreateStorageSpaceAsync(new() { Type = "personal", Name = "Mine" }, user)).Status.Code);
        Assert.Equal(Code.AlreadyExists, (await provider.Spaces.CreateStorageSpaceAsync(new() { Type = "personal", Name = "Mine too" }, user)).Status.Code);
    }

    [Fact]
    public async Task UpdateStorageSpace_Name_ByTheManager()
    {
        var space = await provider.CreateSpaceAsync();

        Assert.Equal(Code.Ok, await UpdateAsync("einstein", new() { Id = Id(space), Name = "Renamed" }));
        Assert.Equal(Code.PermissionDenied, await UpdateAsync("marie", new() { Id = Id(space), Name = "Mine" }));
        Assert.Equal(Code.NotFound, await UpdateAsync("stranger", new() { Id = Id(space), Name = "Mine" }));
        Assert.Equal(Code.InvalidArgument, await UpdateAsync("einstein", new() { Id = Id(space), Name = "a/b" }));

        Assert.Equal("Renamed", Assert.Single(await ListAsync("vera", space)).Name);
    }

    [Fact]
    public async Task UpdateStorageSpace_AsItWasReadWithAnotherName_RenamesIt()
    {
        var space = await provider.CreateSpaceAsync();
        var read = Assert.Single(await ListAsync("einstein", space));
        read.Name = "Renamed";

        Assert.Equal(Code.Ok, await UpdateAsync("einstein", read));
    }

    [Fact]
    public async Task UpdateStorageSpace_Quota_ByOperatorsOnly()
    {
        var space = await provider.CreateSpaceAsync();

        Assert.Equal(Code.PermissionDenied, await UpdateAsync("einstein", new() { Id = Id(space), Quota = new() { QuotaMaxBytes = 5 } }));
        Assert.Equal(Code.Ok, await UpdateAsync("operator", new() { Id = Id(space), Quota = new() { QuotaMaxBytes = 5 } }));

        var quota = await QuotaAsync(space, "vera");
        Assert.Equal((5UL, 0UL, "5", "0"), (quota.TotalBytes, quota.UsedBytes, Text(quota, "remaining"), Text(quota, "reserved")));
        // An operator sees nothing of what is inside.
        Assert.Equal(Code.NotFound, await provider.StatAsync(space, "", "operator"));
        Assert.Empty(await ListAsync("operator", space));
    }

    [Fact]
    public async Task UpdateStorageSpace_FilesByAnOperator_AreWhatTheSpaceHoldsFromThen()
    {
        var space = await provider.CreateSpaceAsync();
        Assert.Equal(Code.PermissionDenied, await UpdateAsync("einstein", new() { Id = Id(space), Quota = new() { QuotaMaxFiles = 1 } }));

        Assert.Equal(Code.Ok, await UpdateAsync("operator", new() { Id = Id(space), Quota = new() { QuotaMaxFiles = 1 } }));

        Assert.Equal(Code.Ok, await MakeFolderAsync(space, "./first"));
        Assert.Equal(Code.InsufficientStorage, await MakeFolderAsync(space, "./second"));
        var listed = Assert.Single(await ListAsync("einstein", space));
        Assert.Equal(1UL, listed.Quota.QuotaMaxFiles);
    }

    [Theory]
    [InlineData(ulong.MaxValue, 0)]
    [InlineData(5, ulong.MaxValue)]
    public async Task UpdateStorageSpace_QuotaThatCannotBeKept_IsInvalid(ulong bytes, ulong files)
    {
        var space = await provider.CreateSpaceAsync();

        Assert.Equal(Code.InvalidArgument, await UpdateAsync("operator", new() { Id = Id(space), Quota = new() { QuotaMaxBytes = bytes, QuotaMaxFiles = files } }));
    }

    [Fact]
    public async Task UpdateAndDeleteStorageSpace_IdThatIsNone_AreInvalid()
    {
        Assert.Equal(Code.InvalidArgument, await UpdateAsync("einstein", new() { Name = "x" }));
        Assert.Equal(Code.InvalidArgument, (await provider.Spaces.UpdateStorageSpaceAsync(new(), As("einstein"))).Status.Code);
        Assert.Equal(Code.InvalidArgument, await DeleteAsync("einstein", ""));
        Assert.Equal(Code.InvalidArgument, await DeleteAsync("einstein", "../x"));
        Assert.Equal(Code.NotFound, await DeleteAsync("einstein", Guid.NewGuid().ToString()));
    }

    [Fact]
    public async Task GetQuota_Unlimited_TellsNoRemainder()
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");
        var begun = await provider.Provider.InitiateFileUploadAsync(
            new() { Ref = At(space, "./file"), Opaque = new() { Map = { ["Upload-Length"] = new() { Decoder = "plain", Value = Google.Protobuf.ByteString.CopyFromUtf8("7") } } } }, As("marie"));
        Assert.Equal(Code.Ok, begun.Status.Code);

        var quota = (await provider.Provider.GetQuotaAsync(new() { Ref = At(space, "./folder") }, As("vera")));

        Assert.Equal((Code.Ok, 0UL, "7"), (quota.Status.Code, quota.TotalBytes, Text(quota, "reserved")));
        Assert.DoesNotContain("remaining", quota.Opaque.Map.Keys);
        Assert.Equal(Code.NotFound, (await QuotaAsync(space, "stranger")).Status.Code);
    }

    [Fact]
    public async Task DeleteStorageSpace_Project_IsGoneForEverybody()
    {
        var space = await provider.CreateSpaceAsync();
        await provider.TouchAsync(space, "./file");

        Assert.Equal(Code.PermissionDenied, await DeleteAsync("marie", space));
        Assert.Equal(Code.NotFound, await DeleteAsync("stranger", space));
        Assert.Equal(Code.Ok, await DeleteAsync("einstein", space));

        Assert.Equal(Code.NotFound, await provider.StatAsync(space, "./file"));
        Assert.Empty(await ListAsync("marie", space));
        Assert.Equal(Code.NotFound, await DeleteAsync("einstein", space));
    }

    [Fact]
    public async Task DeleteStorageSpace_Personal_IsForOperators()
    {
        var user = $"u{Guid.NewGuid():N}";
        var space = (await provider.Spaces.CreateStorageSpaceAsync(new() { Type = "personal", Name = "Mine" }, As(user))).StorageSpace.Id.OpaqueId;

        Assert.Equal(Code.PermissionDenied, await DeleteAsync(user, space));
        Assert.Equal(Code.Ok, await DeleteAsync("operator", space));
        Assert.Empty(await ListAsync(user, space));
    }

    private static StorageSpaceId Id(string space) => new() { OpaqueId = space };

    private static string Text(GetQuotaResponse quota, string key) => quota.Opaque.Map[key].Value.ToStringUtf8();

    private async Task<GetQuotaResponse> QuotaAsync(string space, string user) =>
        await provider.Provider.GetQuotaAsync(new() { Ref = At(space) }, As(user));

    // At the older service, as clients that were generated before SpacesAPI do; both are one class.
    private async Task<Code> UpdateAsync(string user, StorageSpace space) =>
        (await provider.Provider.UpdateStorageSpaceAsync(new() { StorageSpace = space }, As(user))).Status.Code;

    private async Task<Code> MakeFolderAsync(string space, string path) =>
        (await provider.Provider.CreateContainerAsync(new() { Ref = At(space, path) }, As("einstein"))).Status.Code;

    private async Task<Code> DeleteAsync(string user, string space) =>
        (await provider.Spaces.DeleteStorageSpaceAsync(new() { Id = Id(space) }, As(user))).Status.Code;

    private async Task<IReadOnlyList<StorageSpace>> ListAsync(string user, string space) => (await provider.Spaces.ListStorageSpacesAsync(
        new() { Filters = { new ListStorageSpacesRequest.Types.Filter { Type = ListStorageSpacesRequest.Types.Filter.Types.Type.Id, Id = Id(space) } } },
        As(user))).StorageSpaces;
}
