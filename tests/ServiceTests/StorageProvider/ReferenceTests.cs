using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.StorageProvider.Support;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>References that lead out of their space, or nowhere: by every call that takes one.</summary>
public sealed class ReferenceTests(StorageProviderFixture provider) : IClassFixture<StorageProviderFixture>
{
    private static readonly string[] Calls =
    [
        "Stat", "ListContainer", "CreateContainer", "TouchFile", "Delete", "GetQuota", "InitiateFileUpload", "InitiateFileDownload",
        "MoveFrom", "MoveTo", "AddGrant", "UpdateGrant", "RemoveGrant", "ListGrants",
    ];

    private static readonly string[] Paths =
        ["..", "./..", "../secret", "folder/../..", "folder/../secret", "/etc/passwd", "folder//file", "folder/.", "a\0b", "a\nb", "./a/\u0085"];

    public static TheoryData<string, string> Escapes => [.. Calls.SelectMany(call => Paths.Select(path => (call, path)))];

    public static TheoryData<string> AllCalls => [.. Calls];

    [Theory]
    [MemberData(nameof(Escapes))]
    public async Task Path_ThatIsNotNamesOnly_IsInvalid(string call, string path)
    {
        var space = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(space, "./folder");

        Assert.Equal(Code.InvalidArgument, await CallAsync(call, At(space, path), space));
    }

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task Node_OfAnotherSpace_IsNotThere(string call)
    {
        var space = await provider.CreateSpaceAsync();
        // Visible to the same user, and still not part of the space that the reference names.
        var other = await provider.CreateSpaceAsync();
        await provider.CreateFolderAsync(other, "./folder");
        var folder = (await provider.Provider.StatAsync(new() { Ref = At(other, "./folder") }, As("einstein"))).Info.Id.OpaqueId;

        var code = await CallAsync(call, At(space, call is "CreateContainer" or "TouchFile" or "InitiateFileUpload" or "MoveTo" ? "./new" : "", folder), space);

        // Where something would be put into it, the folder is what is missing.
        Assert.Equal(call is "CreateContainer" or "TouchFile" or "InitiateFileUpload" or "MoveTo" ? Code.FailedPrecondition : Code.NotFound, code);
        Assert.Empty((await provider.Provider.ListContainerAsync(new() { Ref = At(other, "./folder") }, As("einstein"))).Infos);
    }

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task Space_OfSomebodyElse_IsNotThere(string call)
    {
        var space = await provider.CreateSpaceAsync();
        var hidden = await provider.CreateSpaceAsync("curie");

        Assert.Contains(await CallAsync(call, At(hidden, call is "ListGrants" ? "" : "./name"), call.StartsWith("Move", StringComparison.Ordinal) ? hidden : space), new[] { Code.NotFound });
    }

    [Theory]
    [MemberData(nameof(AllCalls))]
    public async Task Reference_ThatCannotBeRead_IsInvalid(string call)
    {
        var space = await provider.CreateSpaceAsync();

        foreach (var reference in new[] { new Reference(), At(""), At("not-a-space"), At(space, "", "not-a-node"), At($"{{{space}}}"), At(space.ToUpperInvariant() + " ") })
        {
            Assert.Equal(Code.InvalidArgument, await CallAsync(call, reference, space));
        }
    }

    private async Task<Code> CallAsync(string call, Reference reference, string space)
    {
        var (client, user, grant) = (provider.Provider, As("einstein"), Roles.Grant("marie", Roles.Viewer));
        return call switch
        {
            "Stat" => (await client.StatAsync(new() { Ref = reference }, user)).Status,
            "ListContainer" => (await client.ListContainerAsync(new() { Ref = reference }, user)).Status,
            "CreateContainer" => (await client.CreateContainerAsync(new() { Ref = reference }, user)).Status,
            "TouchFile" => (await client.TouchFileAsync(new() { Ref = reference }, user)).Status,
            "Delete" => (await client.DeleteAsync(new() { Ref = reference }, user)).Status,
            "GetQuota" => (await client.GetQuotaAsync(new() { Ref = reference }, user)).Status,
            "InitiateFileUpload" => (await client.InitiateFileUploadAsync(new() { Ref = reference }, user)).Status,
            "InitiateFileDownload" => (await client.InitiateFileDownloadAsync(new() { Ref = reference }, user)).Status,
            "MoveFrom" => (await client.MoveAsync(new() { Source = reference, Destination = At(space, "./moved") }, user)).Status,
            "MoveTo" => await MoveToAsync(reference, space),
            "AddGrant" => (await client.AddGrantAsync(new() { Ref = reference, Grant = grant }, user)).Status,
            "UpdateGrant" => (await client.UpdateGrantAsync(new() { Ref = reference, Grant = grant }, user)).Status,
            "RemoveGrant" => (await client.RemoveGrantAsync(new() { Ref = reference, Grant = grant }, user)).Status,
            "ListGrants" => (await client.ListGrantsAsync(new() { Ref = reference }, user)).Status,
            _ => throw new ArgumentOutOfRangeException(nameof(call), call, null),
        } switch { var status => status.Code };
    }

    private async Task<Status> MoveToAsync(Reference target, string space)
    {
        await provider.Provider.TouchFileAsync(new() { Ref = At(space, "./source") }, As("einstein"));
        return (await provider.Provider.MoveAsync(new() { Source = At(space, "./source"), Destination = target }, As("einstein"))).Status;
    }
}
