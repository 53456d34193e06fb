using System.Text;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.WebUtilities;
using ServiceTests.StorageProvider.Support;
using Filter = Cs3.Storage.Provider.V1Beta1.ListStorageSpacesRequest.Types.Filter;
using FilterType = Cs3.Storage.Provider.V1Beta1.ListStorageSpacesRequest.Types.Filter.Types.Type;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>Pages, their tokens, and field masks.</summary>
public sealed class ListingTests(StorageProviderFixture provider) : IClassFixture<StorageProviderFixture>
{
    [Fact]
    public async Task ListContainer_PageByPage_HasEveryNameOnceInByteOrder()
    {
        var space = await provider.CreateSpaceAsync();
        string[] names = ["b", "a", "Z", "ä", "100%", "日本"];
        foreach (var name in names)
        {
            await provider.TouchAsync(space, $"./{name}");
        }

        var listed = new List<string>();
        var token = "";
        do
        {
            var page = await ListAsync(space, token, size: 4);
            listed.AddRange(page.Infos.Select(info => info.Name));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(names.Order(StringComparer.Ordinal), listed);
    }

    [Fact]
    public async Task ListContainer_WhileNamesComeAndGo_NeitherRepeatsNorLosesTheOthers()
    {
        var space = await provider.CreateSpaceAsync();
        foreach (var name in new[] { "a", "c", "e", "g" })
        {
            await provider.TouchAsync(space, $"./{name}");
        }

        var first = await ListAsync(space, "", size: 2);
        // The very name that the token is made from.
        await provider.Provider.DeleteAsync(new() { Ref = At(space, "./c") }, As("einstein"));
        await provider.TouchAsync(space, "./b");
        var second = await ListAsync(space, first.NextPageToken, size: 2);

        Assert.Equal(["a", "c"], first.Infos.Select(info => info.Name));
        Assert.Equal(["e", "g"], second.Infos.Select(info => info.Name));
    }

    [Theory]
    [InlineData("!!!", 0)]
    [InlineData("=", 0)]
    [InlineData("_w", 0)]                 // base64url of 0xff, which is no UTF-8
    [InlineData("", -1)]
    [InlineData("", int.MinValue)]
    public async Task ListContainerAndListGrants_TokenOrSizeThatIsNone_AreInvalid(string token, int size)
    {
        var space = await provider.CreateSpaceAsync();

        Assert.Equal(Code.InvalidArgument, (await ListAsync(space, token, size)).Status.Code);
        Assert.Equal(Code.InvalidArgument, (await provider.Provider.ListGrantsAsync(
            new() { Ref = At(space), PageToken = token, PageSize = size }, As("einstein"))).Status.Code);
    }

    [Theory]
    [InlineData("not an id", 0)]
    [InlineData("00000000-0000-0000-0000-00000000000G", 0)]
    [InlineData("", -1)]
    public async Task ListStorageSpaces_TokenOrSizeThatIsNone_IsInvalid(string token, int size) => Assert.Equal(
        Code.InvalidArgument,
        (await provider.Spaces.ListStorageSpacesAsync(new() { PageToken = token, PageSize = size }, As("einstein"))).Status.Code);

    [Fact]
    public async Task Tokens_MadeUp_ShowNobodyMoreThanTheyMaySee()
    {
        var hidden = await provider.CreateSpaceAsync("curie");
        var space = await provider.CreateSpaceAsync();
        await provider.TouchAsync(space, "./a");

        // In front of every name, behind every name, quotes and a NUL.
        foreach (var (name, found) in new[] { ("\u0001", 1), ("zzz", 0), ("' OR 1=1 --", 1), ("\0", 1) })
        {
            Assert.Equal(found, (await ListAsync(space, WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(name)), 0)).Infos.Count);
        }

        Assert.Equal(Code.NotFound, (await ListAsync(hidden, WebEncoders.Base64UrlEncode("a"u8), 0)).Status.Code);
        var spaces = await provider.Spaces.ListStorageSpacesAsync(new() { PageToken = Guid.Empty.ToString() }, As("einstein"));
        Assert.DoesNotContain(hidden, spaces.StorageSpaces.Select(listed => listed.Id.OpaqueId));
        Assert.Contains(space, spaces.StorageSpaces.Select(listed => listed.Id.OpaqueId));
    }

    [Fact]
    public async Task ListStorageSpaces_FilteredAndPaged_HasNoEmptyPageOnTheWay()
    {
        var user = $"u{Guid.NewGuid():N}";
        var made = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            made.Add((await provider.Spaces.CreateStorageSpaceAsync(new() { Type = "project", Name = $"P{number}" }, As(user))).StorageSpace.Id.OpaqueId);
        }

        var personal = (await provider.Spaces.CreateStorageSpaceAsync(new() { Type = "personal", Name = "Mine" }, As(user))).StorageSpace.Id.OpaqueId;

        Assert.Equal(made.Append(personal).Order(StringComparer.Ordinal), await AllAsync(user, 2));
        Assert.Equal([personal], (await SpacesAsync(user, new() { Type = FilterType.SpaceType, SpaceType = "personal" }, size: 1)).Select(space => space.Id.OpaqueId));
        Assert.Equal([made[3]], (await SpacesAsync(user, new() { Type = FilterType.Id, Id = new() { OpaqueId = made[3] } }, size: 1)).Select(space => space.Id.OpaqueId));
        Assert.Equal(6, (await SpacesAsync(user, new() { Type = FilterType.Owner, Owner = new() { OpaqueId = user } }, size: 0)).Count);
        Assert.Empty(await SpacesAsync(user, new() { Type = FilterType.Owner, Owner = new() { OpaqueId = "curie" } }, size: 0));
    }

    [Theory]
    [InlineData(FilterType.Path)]
    [InlineData(FilterType.Invalid)]
    [InlineData((FilterType)99)]
    public async Task ListStorageSpaces_FilterThatIsNotServed_IsInvalid(FilterType type) => Assert.Equal(
        Code.InvalidArgument,
        (await provider.Spaces.ListStorageSpacesAsync(new() { Filters = { new Filter { Type = type } } }, As("einstein"))).Status.Code);

    [Fact]
    public async Task FieldMask_NamesSomeFields_OnlyTheseAreSent()
    {
        var space = await provider.CreateSpaceAsync();
        await provider.TouchAsync(space, "./file");
        var mask = FieldMask.FromString("name,id.opaque_id");

        var stat = await provider.Provider.StatAsync(new() { Ref = At(space, "./file"), FieldMask = mask }, As("einstein"));
        var list = await provider.Provider.ListContainerAsync(new() { Ref = At(space), FieldMask = mask }, As("einstein"));
        var spaces = await provider.Spaces.ListStorageSpacesAsync(new() { FieldMask = FieldMask.FromString("id,name") }, As("einstein"));

        foreach (var info in list.Infos.Append(stat.Info))
        {
            Assert.Equal(new ResourceInfo { Name = "file", Id = new ResourceId { OpaqueId = info.Id.OpaqueId } }, info);
            Assert.NotEmpty(info.Id.OpaqueId);
        }

        Assert.All(spaces.StorageSpaces, listed => Assert.Equal(new StorageSpace { Id = listed.Id, Name = listed.Name }, listed));
    }

    [Fact]
    public async Task FieldMask_Star_IsEverything()
    {
        var space = await provider.CreateSpaceAsync();

        var whole = (await provider.Provider.StatAsync(new() { Ref = At(space) }, As("einstein"))).Info;
        var star = (await provider.Provider.StatAsync(new() { Ref = At(space), FieldMask = new() { Paths = { "*" } } }, As("einstein"))).Info;

        Assert.Equal(whole, star);
        Assert.NotNull(whole.Space);
    }

    [Fact]
    public async Task FieldMask_WithAFieldThatIsNone_IsInvalid()
    {
        var space = await provider.CreateSpaceAsync();
        var mask = new FieldMask { Paths = { "no_such_field" } };

        Assert.Equal(Code.InvalidArgument, (await provider.Provider.StatAsync(new() { Ref = At(space), FieldMask = mask }, As("einstein"))).Status.Code);
        Assert.Equal(Code.InvalidArgument, (await provider.Provider.ListContainerAsync(new() { Ref = At(space), FieldMask = mask }, As("einstein"))).Status.Code);
        Assert.Equal(Code.InvalidArgument, (await provider.Spaces.ListStorageSpacesAsync(new() { FieldMask = mask }, As("einstein"))).Status.Code);
    }

    private async Task<ListContainerResponse> ListAsync(string space, string token, int size) =>
        await provider.Provider.ListContainerAsync(new() { Ref = At(space), PageToken = token, PageSize = size }, As("einstein"));

    private async Task<IReadOnlyList<StorageSpace>> SpacesAsync(string user, Filter filter, int size) =>
        (await provider.Spaces.ListStorageSpacesAsync(new() { Filters = { filter }, PageSize = size }, As(user))).StorageSpaces;

    private async Task<IReadOnlyList<string>> AllAsync(string user, int size)
    {
        var (all, token) = (new List<string>(), "");
        do
        {
            var page = await provider.Spaces.ListStorageSpacesAsync(new() { PageToken = token, PageSize = size }, As(user));
            all.AddRange(page.StorageSpaces.Select(space => space.Id.OpaqueId));
            token = page.NextPageToken;
        }
        while (token.Length > 0);
        return all;
    }
}
