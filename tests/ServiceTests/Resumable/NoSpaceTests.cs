using System.Net;
using Cs3.Rpc.V1Beta1;
using ServiceTests.Chain;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.Resumable;

/// <summary>Resumable uploads into a space, or onto a disk, that has no room for them.</summary>
public sealed class NoSpaceTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    private const int Quota = 100;

    private static readonly string Ten = new('a', 10);

    [Fact]
    public async Task Create_OfMoreThanTheQuota_Is507()
    {
        using var refused = await ResumableUpload.CreateAsync(chain, await CreateSpaceAsync(), "a", ("Upload-Length", "101"));

        await AssertNoSpaceAsync(refused);
    }

    [Fact]
    public async Task Create_WhileAnotherUploadHoldsTheQuota_Is507UntilThatIsTerminated()
    {
        var space = await CreateSpaceAsync();
        var holding = await ResumableUpload.BeginAsync(chain, space, "a", ("Upload-Length", "60"));

        using (var refused = await ResumableUpload.CreateAsync(chain, space, "b", ("Upload-Length", "60")))
        {
            await AssertNoSpaceAsync(refused);
        }

        using var request = new HttpRequestMessage(HttpMethod.Delete, holding.Url) { Headers = { { "Tus-Resumable", "1.0.0" } } };
        using var terminated = await chain.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, terminated.StatusCode);
        await ResumableUpload.BeginAsync(chain, space, "b", ("Upload-Length", "60"));
    }

    [Fact]
    public async Task Patch_OfALengthBeyondTheQuota_Is507AndKeepsWhatFits()
    {
        var upload = await ResumableUpload.BeginAsync(chain, await CreateSpaceAsync(), "a", ("Upload-Defer-Length", "1"));
        using (var first = await upload.PatchAsync(0, Ten))
        {
            Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        }

        using var refused = await upload.PatchAsync(10, Ten, ("Upload-Length", "101"));

        await AssertNoSpaceAsync(refused);
        Assert.Equal((HttpStatusCode.OK, 10), await upload.HeadAsync());
        using var last = await upload.PatchAsync(10, Ten, ("Upload-Length", "20"));
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
    }

    [Fact]
    public async Task Patch_OfMoreBytesThanTheQuota_Is507WithTheOffsetThatIsKept()
    {
        var upload = await ResumableUpload.BeginAsync(chain, await CreateSpaceAsync(), "a", ("Upload-Defer-Length", "1"));

        using var refused = await upload.PatchAsync(0, new string('a', Quota + 1));

        await AssertNoSpaceAsync(refused);
        Assert.Equal((HttpStatusCode.OK, ResumableUpload.OffsetOf(refused)), await upload.HeadAsync());
    }

    [Fact]
    public async Task Patch_ToAFullDisk_Is507AndTheUploadGoesOnOnceThereIsRoom()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        var upload = await ResumableUpload.BeginAsync(chain, await CreateSpaceAsync(), "a", ("Upload-Length", "20"));
        var blobs = new DirectoryInfo(Path.Combine(chain.Transfers.Storage.DataRoot, "blobs"));
        using (var first = await upload.PatchAsync(0, Ten))
        {
            Assert.Equal(HttpStatusCode.NoContent, first.StatusCode);
        }

        var blob = Assert.Single(blobs.EnumerateFiles("*", SearchOption.AllDirectories), file => file.Length == 10).FullName;
        File.Move(blob, blob + ".aside");
        File.CreateSymbolicLink(blob, "/dev/full");
        using (var refused = await upload.PatchAsync(0, Ten))
        {
            await AssertNoSpaceAsync(refused);
        }

        File.Move(blob + ".aside", blob, overwrite: true);
        using var last = await upload.PatchAsync(10, Ten);
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
    }

    private static async Task AssertNoSpaceAsync(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.NotEmpty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<string> CreateSpaceAsync()
    {
        var made = await chain.Transfers.Storage.Spaces.CreateStorageSpaceAsync(
            new() { Type = "project", Name = "Small", Quota = new() { QuotaMaxBytes = Quota } }, As("einstein"));
        Assert.Equal(Code.Ok, made.Status.Code);
        return made.StorageSpace.Id.OpaqueId;
    }
}
