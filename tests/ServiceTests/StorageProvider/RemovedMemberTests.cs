using System.Net;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.TestSupport.Lines;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>Removing a member ends their transfer tokens at the next request; checksums that came with the bytes are shown by Stat.</summary>
public sealed class RemovedMemberTests(TransferFixture transfers) : IClassFixture<TransferFixture>
{
    private StorageProviderFixture Storage => transfers.Storage;

    [Fact]
    public async Task Download_MemberRemovedAfterTheTokenWasMade_Is404()
    {
        var space = await Storage.CreateSpaceAsync();
        await transfers.UploadAsync(space, "./file", "text");
        var token = await transfers.DownloadTokenAsync(space, "./file", "vera");
        using var before = await transfers.SendAsync(HttpMethod.Get, token);
        Assert.Equal("text", await before.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        await RemoveAsync(space, "vera");

        using var after = await transfers.SendAsync(HttpMethod.Get, token);
        Assert.Equal(HttpStatusCode.NotFound, after.StatusCode);
        Assert.Null(after.Headers.ETag);
    }

    [Fact]
    public async Task Upload_EditorRemovedAfterTheTokenWasMade_Is404BeforeAnyByteIsTaken()
    {
        var space = await Storage.CreateSpaceAsync();
        var token = await transfers.UploadTokenAsync(space, "./file", "marie", 4);

        await RemoveAsync(space, "marie");

        Assert.StartsWith("HTTP/1.1 404", await HeadAsync(token, 4), StringComparison.Ordinal);
        Assert.Equal("0", await ReservedAsync(space));
        Assert.Equal(Code.NotFound, await Storage.StatAsync(space, "./file"));
    }

    [Fact]
    public async Task Upload_EditorMadeViewerAfterTheTokenWasMade_Is403BeforeAnyByteIsTaken()
    {
        var space = await Storage.CreateSpaceAsync();
        var token = await transfers.UploadTokenAsync(space, "./file", "marie", 4);

        await Storage.Provider.UpdateGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("marie", Roles.Viewer) }, As("einstein"));

        Assert.StartsWith("HTTP/1.1 403", await HeadAsync(token, 4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_EditorRemovedWhileTheBytesCome_CommitsNothing()
    {
        var space = await Storage.CreateSpaceAsync();
        var token = await transfers.UploadTokenAsync(space, "./file", "marie", 4);
        using var connection = await RawPeer.ConnectAsync(transfers.DataAddress);
        await connection.SendAsync(Head(token, 4));
        await connection.ReadHeadAsync();
        await connection.SendAsync("ha");

        await RemoveAsync(space, "marie");
        await connection.SendAsync("lf");

        Assert.StartsWith("HTTP/1.1 410 ", await connection.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(Code.NotFound, await Storage.StatAsync(space, "./file"));
        Assert.Equal("0", await ReservedAsync(space));
    }

    [Fact]
    public async Task Upload_SpaceRemovedAfterTheTokenWasMade_Is404()
    {
        var space = await Storage.CreateSpaceAsync();
        var token = await transfers.UploadTokenAsync(space, "./file", "marie", 4);

        await Storage.Spaces.DeleteStorageSpaceAsync(new() { Id = new() { OpaqueId = space } }, As("einstein"));

        Assert.StartsWith("HTTP/1.1 404", await HeadAsync(token, 4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Upload_RemovedAndAddedAgain_TheOldTokenStaysDead()
    {
        var space = await Storage.CreateSpaceAsync();
        var token = await transfers.UploadTokenAsync(space, "./file", "marie", 4);

        await RemoveAsync(space, "marie");
        await Storage.Provider.AddGrantAsync(new() { Ref = At(space), Grant = Roles.Grant("marie", Roles.Editor) }, As("einstein"));

        Assert.StartsWith("HTTP/1.1 410", await HeadAsync(token, 4), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha1 a94a8fe5ccb19ba61c4c0873d391e987982fbbd3", ResourceChecksumType.Sha1)]
    [InlineData("md5 098f6bcd4621d373cade4e832627b4f6", ResourceChecksumType.Md5)]
    [InlineData("adler32 045d01c1", ResourceChecksumType.Adler32)]
    [InlineData("sha256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", null)]
    [InlineData(null, null)]
    public async Task Stat_FileThatCameWithAChecksum_ShowsWhatCs3Knows(string? checksum, ResourceChecksumType? type)
    {
        var space = await Storage.CreateSpaceAsync();

        await transfers.UploadAsync(space, "./file", "test", checksum);

        var info = (await Storage.Provider.StatAsync(new() { Ref = At(space, "./file") }, As("vera"))).Info;
        Assert.Equal(type is null ? null : new ResourceChecksum { Type = type.Value, Sum = checksum!.Split(' ')[1] }, info.Checksum);
        Assert.Equal(4UL, info.Size);
    }

    // A body announced and not sent: whoever reads it answers 100 first.
    private static string Head(string token, int length) =>
        $"PUT /data HTTP/1.1\r\nHost: data\r\nContent-Length: {length}\r\nExpect: 100-continue\r\n{TransferToken.HeaderName}: {token}\r\n\r\n";

    private async Task<string> HeadAsync(string token, int length)
    {
        using var connection = await RawPeer.ConnectAsync(transfers.DataAddress);
        await connection.SendAsync(Head(token, length));
        return await connection.ReadHeadAsync();
    }

    private async Task RemoveAsync(string space, string user) => Assert.Equal(
        Code.Ok, (await Storage.Provider.RemoveGrantAsync(new() { Ref = At(space), Grant = Roles.Grant(user) }, As("einstein"))).Status.Code);

    private async Task<string> ReservedAsync(string space) =>
        (await Storage.Provider.GetQuotaAsync(new() { Ref = At(space) }, As("einstein"))).Opaque.Map["reserved"].Value.ToStringUtf8();
}
