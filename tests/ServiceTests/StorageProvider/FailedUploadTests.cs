using System.Net;
using Cs3.Rpc.V1Beta1;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.TestSupport.Lines;
using static ServiceTests.StorageProvider.Support.StorageProviderFixture;

namespace ServiceTests.StorageProvider;

/// <summary>A PUT that fails costs nothing: each space here has room for exactly one upload, and a failed one leaves it that room.</summary>
public sealed class FailedUploadTests(TransferFixture transfers) : IClassFixture<TransferFixture>
{
    private const string Text = "half a file";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private StorageProviderFixture Storage => transfers.Storage;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_WithAWrongChecksum_CountsNothingAgainstTheQuota()
    {
        var space = await CreateSpaceAsync();
        var token = await transfers.UploadTokenAsync(space, "./file", "einstein", Text.Length, $"sha1 {new string('0', 40)}");

        using var refused = await transfers.SendAsync(HttpMethod.Put, token, new StringContent(Text));

        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(Code.NotFound, await Storage.StatAsync(space, "./file"));
        await transfers.UploadAsync(space, "./file", Text);
    }

    [Fact]
    public async Task Upload_WhoseClientGoesMidway_CountsNothingAgainstTheQuota()
    {
        var space = await CreateSpaceAsync();
        var (upload, token) = await transfers.BeginUploadAsync(space, "./file", "einstein", Text.Length);
        using (var connection = await RawPeer.ConnectAsync(transfers.DataAddress))
        {
            await connection.SendAsync(Head(token));
            await connection.ReadUntilAsync("100 Continue");
            await connection.SendAsync(Text[..4]);
        }

        await UntilAsync(() => !File.Exists(BlobOf(upload)));

        Assert.Equal(Code.NotFound, await Storage.StatAsync(space, "./file"));
        await transfers.UploadAsync(space, "./file", Text);
    }

    [Fact]
    public async Task Upload_WhileItComesAndAfterwards_TakesItsSpaceOnce()
    {
        var space = await CreateSpaceAsync();
        var before = BytesOfBlobs();
        var (_, token) = await transfers.BeginUploadAsync(space, "./file", "einstein", Text.Length);
        using var connection = await RawPeer.ConnectAsync(transfers.DataAddress);
        await connection.SendAsync(Head(token));
        await connection.ReadUntilAsync("100 Continue");

        await connection.SendAsync(Text[..4]);
        await UntilAsync(() => BytesOfBlobs() > before);
        Assert.Equal(before + 4, BytesOfBlobs());
        await connection.SendAsync(Text[4..]);
        await connection.ReadUntilAsync("HTTP/1.1 201");

        Assert.Equal(before + Text.Length, BytesOfBlobs());
    }

    [Fact]
    public async Task Upload_ToAFullDisk_Is507AndTheNextOneSucceeds()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "Only Linux has a device that is always full.");
        var space = await CreateSpaceAsync();
        var (upload, token) = await transfers.BeginUploadAsync(space, "./file", "einstein", Text.Length);
        File.CreateSymbolicLink(BlobOf(upload), "/dev/full");

        using var refused = await transfers.SendAsync(HttpMethod.Put, token, new StringContent(Text));

        Assert.Equal(HttpStatusCode.InsufficientStorage, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.False(File.Exists(BlobOf(upload)));
        Assert.Equal(Code.NotFound, await Storage.StatAsync(space, "./file"));
        await transfers.UploadAsync(space, "./file", Text);
    }

    private static string Head(string token) =>
        $"PUT /data HTTP/1.1\r\nHost: a\r\n{TransferToken.HeaderName}: {token}\r\nContent-Length: {Text.Length}\r\nExpect: 100-continue\r\n\r\n";

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        limit.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!condition())
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    private long BytesOfBlobs() => new DirectoryInfo(Path.Combine(Storage.DataRoot, "blobs"))
        .EnumerateFiles("*", SearchOption.AllDirectories).Where(file => file.Extension != ".lock").Sum(file => file.Length);

    private string BlobOf(string upload) => Path.Combine(Storage.DataRoot, "blobs", upload[^2..], upload);

    private async Task<string> CreateSpaceAsync()
    {
        var made = await Storage.Spaces.CreateStorageSpaceAsync(
            new() { Type = "project", Name = "Small", Quota = new() { QuotaMaxBytes = (ulong)Text.Length } }, As("einstein"));
        Assert.Equal(Code.Ok, made.Status.Code);
        return made.StorageSpace.Id.OpaqueId;
    }
}
