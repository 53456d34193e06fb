using Cs3.Identity.Group.V1Beta1;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.StorageProvider.Support;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>Members of a space by AddGrant, UpdateGrant, RemoveGrant and ListGrants.</summary>
public sealed class GrantTests(StorageProviderFixture provider) : IClassFixture<StorageProviderFixture>
{
    public static TheoryData<ResourcePermissions, ResourcePermissions?> Sets => new()
    {
        { Roles.Viewer, Roles.Viewer },
        { Roles.Editor, Roles.Editor },
        { Roles.Manager, Roles.Manager },
        // More than a role: the largest one that it covers whole.
        { new(Roles.Viewer) { InitiateFileUpload = true }, Roles.Viewer },
        { new(Roles.Viewer) { ListGrants = true, ListRecycle = true, ListFileVersions = true }, Roles.Viewer },
        { new(Roles.Manager) { Delete = false }, Roles.Viewer },
        { new(Roles.Editor) { AddGrant = true, PurgeRecycle = true, DenyGrant = true }, Roles.Editor },
        // Less than any role: a drop box, and nothing at all.
        { new() { InitiateFileUpload = true, CreateContainer = true }, null },
        { new(Roles.Manager) { Stat = false }, null },
        { new(), null },
    };

    [Theory]
    [MemberData(nameof(Sets))]
    public async Task AddGrant_SetOfPermissions_GivesTheLargestRoleItCovers(ResourcePermissions asked, ResourcePermissions? given)
    {
        var space = await provider.CreateSpaceAsync();

        var added = await provider.Provider.AddGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("newton", asked) }, As("einstein"));

        Assert.Equal(given is null ? Code.InvalidArgument : Code.Ok, added.Status.Code);
        var stat = await provider.Provider.StatAsync(new() { Ref = At(space) }, As("newton"));
        Assert.Equal(given, stat.Info?.PermissionSet);
    }

    [Fact]
    public async Task ListGrants_AsItStands_HasAllMembersWithTheirPermissions()
    {
        var space = await provider.CreateSpaceAsync();

        var grants = await provider.Provider.ListGrantsAsync(new() { Ref = At(space) }, As("einstein"));

        Assert.Equal([Roles.Grant("einstein", Roles.Manager), Roles.Grant("marie", Roles.Editor), Roles.Grant("vera", Roles.Viewer)], grants.Grants);
        Assert.Empty(grants.NextPageToken);
    }

    [Fact]
    public async Task ListGrants_PageByPage_HasEveryMemberOnce()
    {
        var space = await provider.CreateSpaceAsync();

        var first = await provider.Provider.ListGrantsAsync(new() { Ref = At(space), PageSize = 2 }, As("einstein"));
        var second = await provider.Provider.ListGrantsAsync(new() { Ref = At(space), PageSize = 2, PageToken = first.NextPageToken }, As("einstein"));

        Assert.Equal(["einstein", "marie", "vera"], first.Grants.Concat(second.Grants).Select(grant => grant.Grantee.UserId.OpaqueId));
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public async Task UpdateAndRemoveGrant_ByAManager_TakeEffectAtOnce()
    {
        var space = await provider.CreateSpaceAsync();
        Assert.Equal(Code.PermissionDenied, await CreateAsync(space, "./a", "vera"));

        Assert.Equal(Code.Ok, (await provider.Provider.UpdateGrantAsync(
            new() { Ref = At(space), Grant = Roles.Grant("vera", Roles.Editor) }, As("einstein"))).Status.Code);
        Assert.Equal(Code.Ok, await CreateAsync(space, "./a", "vera"));

        Assert.Equal(Code.Ok, (await provider.Provider.RemoveGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("vera") }, As("einstein"))).Status.Code);
        Assert.Equal(Code.NotFound, await CreateAsync(space, "./b", "vera"));
        Assert.Equal(Code.NotFound, await provider.StatAsync(space, "", "vera"));
    }

    [Theory]
    [InlineData("marie", Code.PermissionDenied)]
    [InlineData("vera", Code.PermissionDenied)]
    [InlineData("stranger", Code.NotFound)]
    [InlineData("operator", Code.NotFound)]
    public async Task EveryGrantCall_ByWhoIsNoManager_IsRefused(string user, Code code)
    {
        var space = await provider.CreateSpaceAsync();
        var grant = Roles.Grant(user, Roles.Manager);

        Assert.Equal(code, (await provider.Provider.AddGrantAsync(new() { Ref = At(space), Grant = grant }, As(user))).Status.Code);
        Assert.Equal(code, (await provider.Provider.UpdateGrantAsync(new() { Ref = At(space), Grant = grant }, As(user))).Status.Code);
        Assert.Equal(code, (await provider.Provider.RemoveGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("vera") }, As(user))).Status.Code);
        var listed = await provider.Provider.ListGrantsAsync(new() { Ref = At(space) }, As(user));
        Assert.Equal(code, listed.Status.Code);
        Assert.Empty(listed.Grants);
    }

    [Fact]
    public async Task Grants_ThatContradictWhatIs_AreRefused()
    {
        var space = await provider.CreateSpaceAsync();

        Assert.Equal(Code.AlreadyExists, await AddAsync(space, "", Roles.Grant("vera", Roles.Editor)));
        Assert.Equal(Code.NotFound, (await provider.Provider.UpdateGrantAsync(
            new() { Ref = At(space), Grant = Roles.Grant("newton", Roles.Editor) }, As("einstein"))).Status.Code);
        Assert.Equal(Code.NotFound, (await provider.Provider.RemoveGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("newton") }, As("einstein"))).Status.Code);
        Assert.Equal(Code.PermissionDenied, (await provider.Provider.RemoveGrantAsync(
            new() { Ref = At(space), Grant = Roles.Grant("einstein") }, As("einstein"))).Status.Code);
        Assert.Equal(Code.PermissionDenied, (await provider.Provider.UpdateGrantAsync(
            new() { Ref = At(space), Grant = Roles.Grant("einstein", Roles.Viewer) }, As("einstein"))).Status.Code);
    }

    [Fact]
    public async Task AddGrant_OnWhatIsInASpace_IsInvalid()
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");

        Assert.Equal(Code.InvalidArgument, await AddAsync(space, "./folder", Roles.Grant("newton", Roles.Viewer)));
    }

    [Fact]
    public async Task AddGrant_ToWhoIsNoUser_IsInvalid()
    {
        var space = await provider.CreateSpaceAsync();
        var group = new Grantee { Type = GranteeType.Group, GroupId = new GroupId { OpaqueId = "physicists" } };
        var untyped = new Grantee(Roles.Grant("newton").Grantee) { Type = GranteeType.Invalid };

        Assert.Equal(Code.InvalidArgument, await AddAsync(space, "", new() { Grantee = group, Permissions = Roles.Viewer }));
        Assert.Equal(Code.InvalidArgument, await AddAsync(space, "", new() { Grantee = untyped, Permissions = Roles.Viewer }));
        Assert.Equal(Code.InvalidArgument, await AddAsync(space, "", new() { Permissions = Roles.Viewer }));
        Assert.Equal(Code.InvalidArgument, await AddAsync(space, "", null));
        Assert.Equal(Code.InvalidArgument, await AddAsync(space, "", Roles.Grant("new\nton", Roles.Viewer)));
    }

    private async Task<Code> AddAsync(string space, string path, Grant? grant) =>
        (await provider.Provider.AddGrantAsync(new() { Ref = At(space, path), Grant = grant }, As("einstein"))).Status.Code;

    private async Task<Code> CreateAsync(string space, string path, string user) =>
        (await provider.Provider.CreateContainerAsync(new() { Ref = At(space, path) }, As(user))).Status.Code;
}
