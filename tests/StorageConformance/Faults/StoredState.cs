using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;

namespace StorageConformance.Faults;

/// <summary>What the store holds, compared with what its client was told and with itself.</summary>
internal sealed class StoredState(StorageDriver driver, RememberingClient client)
{
    /// <summary>After any restart: every name shows something that was sent whole, and the counts agree.</summary>
    public async Task CheckAsync()
    {
        var (files, bytes) = (0, 0L);
        foreach (var (name, possible) in client.Possible.ToList())
        {
            var content = await ContentAsync(name);
            Assert.True(possible.Any(one => one is null ? content is null : content is not null && one.AsSpan().SequenceEqual(content)),
                $"'{name}' shows {content?.Length.ToString(provider: null) ?? "nothing"}; possible is {string.Join(" or ", possible.Select(one => one?.Length.ToString(provider: null) ?? "nothing"))} bytes.");
            client.Knows(name, content);
            (files, bytes) = (files + (content is null ? 0 : 1), bytes + (content?.Length ?? 0));
        }

        await client.CollectAsync();
        var (space, root, underWay) = await driver.Get<IMetadataStore>().ReadAsync(async transaction =>
        {
            var found = (await transaction.Spaces.FindAsync(client.Space))!;
            return (found, (await transaction.Nodes.FindAsync(found.Root))!, await transaction.Uploads.UnderWayAsync(RememberingClient.User));
        }, CancellationToken.None);
        Assert.Equal((files, bytes), (space.Files, root.Size));
        Assert.Equal(underWay.ReservedBytes, space.ReservedBytes);
        Assert.Equal((await BlobsAsync()).Where(blob => blob.IsRevision).Sum(blob => blob.Length), space.UsedBytes);
    }

    /// <summary>Once the sweepers have been: nothing is left but revisions.</summary>
    public async Task CheckSweptAsync()
    {
        await CheckAsync();
        var space = await driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Spaces.FindAsync(client.Space), CancellationToken.None);
        Assert.Equal(0, space!.ReservedBytes);
        Assert.All(await BlobsAsync(), blob => Assert.True(blob.IsRevision, "A blob was left behind."));
    }

    private async Task<byte[]?> ContentAsync(string name)
    {
        var found = await driver.Get<NodeBrowser>().FindAsync(client.Reference(name), RememberingClient.User, CancellationToken.None);
        if (found.Node is null)
        {
            return null;
        }

        await using var stream = await driver.Get<IBlobStore>().OpenReadAsync(found.Node.Revision!.Value, CancellationToken.None);
        Assert.True(stream is not null, $"'{name}' has lost its bytes.");
        using var content = new MemoryStream();
        await stream.CopyToAsync(content);
        return content.ToArray();
    }

    private async Task<List<(long Length, bool IsRevision)>> BlobsAsync()
    {
        var blobs = new List<(long, bool)>();
        await foreach (var blob in driver.Get<IBlobStore>().ListAsync(CancellationToken.None))
        {
            blobs.Add((blob.Length, await driver.Get<IMetadataStore>().ReadAsync(
                transaction => transaction.Nodes.FindRevisionAsync(blob.Upload), CancellationToken.None) is not null));
        }

        return blobs;
    }
}
