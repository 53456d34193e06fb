using System.Buffers;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Sweeping;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance.Faults;

/// <summary>Does one thing after the other, as a service and its client do together, and remembers what the client was told.</summary>
internal sealed class RememberingClient(StorageDriver driver)
{
    public static UserId User { get; } = new("einstein");

    private readonly Dictionary<string, List<byte[]?>> _possible = [];
    private (UploadId Id, string Name, byte[] Content, long Acknowledged)? _underWay;

    public SpaceId Space { get; private set; }

    /// <summary>What each name may show; null: nothing.</summary>
    public IReadOnlyDictionary<string, List<byte[]?>> Possible => _possible;

    public async Task CreateSpaceAsync() =>
        Space = (await driver.Get<SpaceDirectory>().CreateAsync("Lab", SpaceType.Project, User, 64 << 20, null, CancellationToken.None))!.Id;

    /// <summary>A PUT: whole or nothing.</summary>
    public async Task PutAsync(string name, byte[] content)
    {
        Asks(name, content);
        var upload = await BeginAsync(name, content, resumable: false);
        try
        {
            await using var writer = await driver.Get<IBlobStore>().OpenWriterAsync(upload, CancellationToken.None);
            await writer!.BeginAnewAsync();
            writer.Expect(content.Length);
            foreach (var piece in content.Chunk((content.Length / 4) + 1))
            {
                await writer.AppendAsync(new ReadOnlySequence<byte>(piece));
            }

            await FinalizeAsync(upload, name, content);
        }
        catch (IOException)
        {
            await driver.Get<UploadAbortion>().AbortAsync(upload, "The storage failed.");
            throw;
        }
    }

    /// <summary>A resumable upload: every part is acknowledged by itself.</summary>
    public async Task PutInPartsAsync(string name, byte[] content, int parts)
    {
        Asks(name, content);
        var upload = await BeginAsync(name, content, resumable: true);
        _underWay = (upload, name, content, 0);
        foreach (var _ in Enumerable.Range(0, parts))
        {
            await SendPartAsync((content.Length + parts - 1) / parts);
        }

        await EndAsync();
    }

    /// <summary>Goes on with what <see cref="PutInPartsAsync"/> was not able to finish: from the offset that the store names.</summary>
    public async Task ResumeAsync()
    {
        if (_underWay is { } upload && (await SessionAsync(upload.Id)) is { State: UploadState.Receiving })
        {
            // From here on it may be what the name shows, though another file has been sent there meanwhile.
            Asks(upload.Name, upload.Content);
            try
            {
                await SendPartAsync(upload.Content.Length);
                await EndAsync();
            }
            catch (StorageFailedException)
            {
                // A flush failed before: it can only be begun anew.
                await driver.Get<UploadAbortion>().AbortAsync(upload.Id, "The storage failed.");
            }
        }

        _underWay = null;
    }

    /// <summary>Sends everything, to a service that seals the blob and gets no further: its commit fails, or it dies.</summary>
    public async Task SealAsync(string name, byte[] content)
    {
        Asks(name, content);
        var upload = await BeginAsync(name, content, resumable: true);
        _underWay = (upload, name, content, 0);
        await SendPartAsync(content.Length);
        await driver.Get<IBlobStore>().SealAsync(upload, content.Length);
    }

    public async Task AbortAsync(string name, byte[] content)
    {
        var upload = await BeginAsync(name, content, resumable: false);
        await using var writer = await driver.Get<IBlobStore>().OpenWriterAsync(upload, CancellationToken.None);
        await writer!.AppendAsync(new ReadOnlySequence<byte>(content));
        await driver.Get<UploadAbortion>().AbortAsync(upload, "given up");
    }

    /// <summary>Goes away in the middle of an upload.</summary>
    public async Task LeaveAsync(string name, byte[] content)
    {
        await using var writer = await driver.Get<IBlobStore>().OpenWriterAsync(await BeginAsync(name, content, resumable: false), CancellationToken.None);
        await writer!.AppendAsync(new ReadOnlySequence<byte>(content.AsMemory(content.Length / 2)));
    }

    /// <summary>Bytes that no session names: what a crash between a row and its blob leaves.</summary>
    public async Task OrphanAsync(byte[] content)
    {
        await using var writer = await driver.Get<IBlobStore>().OpenWriterAsync(UploadId.New(), CancellationToken.None);
        await writer!.AppendAsync(new ReadOnlySequence<byte>(content));
        await writer.FlushAsync();
    }

    public async Task RemoveAsync(string name)
    {
        Asks(name, content: null);
        await driver.Get<NodeEditor>().RemoveAsync(Reference(name), User, CancellationToken.None);
        Knows(name, content: null);
    }

    public Task CollectAsync() => driver.Get<TreeCollector>().CollectAsync(CancellationToken.None);

    /// <summary>Everything that was left behind is old enough to go: by the driver's clock and by that of its files.</summary>
    public Task SweepAsync()
    {
        var now = driver.Time.GetUtcNow() > TimeProvider.System.GetUtcNow() ? driver.Time.GetUtcNow() : TimeProvider.System.GetUtcNow();
        driver.Time.SetUtcNow(now + TimeSpan.FromDays(8));
        return driver.Get<Sweeper>().SweepAsync(CancellationToken.None);
    }

    /// <summary>What is seen is what is: the next answers must agree with it.</summary>
    public void Knows(string name, byte[]? content) => _possible[name] = [content];

    public NodeReference Reference(string name) => new(Space, null, [name]);

    private void Asks(string name, byte[]? content)
    {
        if (!_possible.TryGetValue(name, out var possible))
        {
            _possible.Add(name, possible = [null]);
        }

        possible.Add(content);
    }

    private async Task<UploadId> BeginAsync(string name, byte[] content, bool resumable)
    {
        var begun = await driver.Get<UploadInitiation>().BeginAsync(
            new UploadRequest(Reference(name), content.Length, null, null, UploadPreconditions.None, null, Resumable: resumable ? new ResumableRequest() : null), User, CancellationToken.None);
        Assert.Null(begun.Detail);
        return begun.Session!.Id;
    }

    private async Task SendPartAsync(int count)
    {
        var upload = _underWay!.Value;
        await using var writer = await driver.Get<IBlobStore>().OpenWriterAsync(upload.Id, CancellationToken.None);
        Assert.True(writer!.Length >= upload.Acknowledged, $"{upload.Acknowledged} bytes were acknowledged, {writer.Length} are there.");
        Assert.Equal(upload.Content[..(int)writer.Length], await ReadAsync(upload.Id));
        writer.Expect(upload.Content.Length);
        var part = upload.Content.AsMemory((int)writer.Length);
        await writer.AppendAsync(new ReadOnlySequence<byte>(part[..Math.Min(count, part.Length)]));
        await writer.FlushAsync();
        _underWay = upload with { Acknowledged = writer.Length };
    }

    private async Task EndAsync()
    {
        var upload = _underWay!.Value;
        await FinalizeAsync(upload.Id, upload.Name, upload.Content);
        _underWay = null;
    }

    private async Task FinalizeAsync(UploadId upload, string name, byte[] content)
    {
        using var digest = new PassingDigest(algorithm: null);
        digest.Append(new ReadOnlySequence<byte>(content));
        var result = await driver.Get<UploadFinalizer>().FinalizeAsync(upload, new ReceivedBytes(content.Length, digest.Digest, null));
        Assert.Null(result.Refusal);
        Knows(name, content);
    }

    private async Task<byte[]> ReadAsync(UploadId upload)
    {
        await using var stream = await driver.Get<IBlobStore>().OpenReadAsync(upload, CancellationToken.None);
        using var content = new MemoryStream();
        await stream!.CopyToAsync(content);
        return content.ToArray();
    }

    private async Task<UploadSession?> SessionAsync(UploadId upload) =>
        await driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Uploads.FindAsync(upload), CancellationToken.None);
}
