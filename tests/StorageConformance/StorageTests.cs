using System.Buffers;
using System.Text;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Integrity;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Sweeping;
using UploadProcessing.Storage.Uploads;

namespace StorageConformance;

/// <summary>What every suite needs: a driver of its own, a space with a manager, an editor and a viewer, and an upload in one line.</summary>
public abstract class StorageTests<TDriver> : IAsyncLifetime
    where TDriver : StorageDriver, new()
{
    protected static readonly UserId Einstein = new("einstein");
    protected static readonly UserId Marie = new("marie");
    protected static readonly UserId Viewer = new("viewer");
    protected static readonly UserId Stranger = new("stranger");

    protected TDriver Driver { get; } = new();

    protected SpaceId Space { get; private set; }

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Space = await CreateSpaceAsync(quota: null);

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<SpaceId> CreateSpaceAsync(long? quota, long? fileLimit = null)
    {
        var space = await Driver.Get<SpaceDirectory>().CreateAsync("Lab", SpaceType.Project, Einstein, quota, fileLimit, Stop);
        await Driver.Get<IMetadataStore>().WriteAsync(async transaction =>
        {
            await transaction.Spaces.SetRoleAsync(space!.Id, Marie, SpaceRole.Editor);
            await transaction.Spaces.SetRoleAsync(space.Id, Viewer, SpaceRole.Viewer);
            return true;
        }, Stop);
        return space!.Id;
    }

    /// <summary>Opens the driver anew with one setting more.</summary>
    protected async Task ConfigureAsync(string key, string value)
    {
        Driver.Settings[key] = value;
        await Driver.RestartAsync();
    }

    protected Task SweepAsync() => Driver.Get<Sweeper>().SweepAsync(Stop);

    protected ValueTask<InitiationResult> BeginAsync(
        string path, long? length = 0, UserId? user = null, SpaceId? space = null, UploadPreconditions? when = null, Checksum? checksum = null) =>
        Driver.Get<UploadInitiation>().BeginAsync(
            new UploadRequest(new NodeReference(space ?? Space, null, path.Split('/')), length, null, checksum, when ?? UploadPreconditions.None, null), user ?? Einstein, Stop);

    /// <summary>Writes the bytes of a session anew; nothing is finalized.</summary>
    protected async Task<ReceivedBytes> SendAsync(UploadId upload, string text, string? algorithm = null)
    {
        await using var writer = await Driver.Get<IBlobStore>().OpenWriterAsync(upload, Stop);
        using var digest = new PassingDigest(algorithm);
        var bytes = new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(text));
        digest.Append(bytes);
        await writer!.BeginAnewAsync();
        await writer.AppendAsync(bytes);
        await writer.FlushAsync();
        return new ReceivedBytes(writer.Length, digest.Digest, digest.Checksum);
    }

    protected ValueTask<CommitResult> FinalizeAsync(UploadId upload, ReceivedBytes received) =>
        Driver.Get<UploadFinalizer>().FinalizeAsync(upload, received);

    /// <summary>A whole upload.</summary>
    protected async Task<CommitResult> UploadAsync(string path, string text, SpaceId? space = null)
    {
        var begun = await BeginAsync(path, Encoding.UTF8.GetByteCount(text), space: space);
        Assert.Null(begun.Detail);
        return await FinalizeAsync(begun.Session!.Id, await SendAsync(begun.Session.Id, text));
    }

    protected async Task CreateFolderAsync(string path)
    {
        var made = await Driver.Get<NodeEditor>().CreateFolderAsync(Reference(path), Einstein, Stop);
        Assert.Null(made.Detail);
    }

    protected async Task RemoveAsync(string path)
    {
        var removed = await Driver.Get<NodeEditor>().RemoveAsync(Reference(path), Einstein, Stop);
        Assert.Null(removed.Detail);
        await Driver.Get<TreeCollector>().CollectAsync(Stop);
    }

    protected async Task<UploadSession?> SessionAsync(UploadId upload) =>
        await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Uploads.FindAsync(upload), Stop);

    protected async Task<bool> HasBlobAsync(UploadId upload)
    {
        await using var content = await Driver.Get<IBlobStore>().OpenReadAsync(upload, Stop);
        return content is not null;
    }

    protected ValueTask<NodeResult> FindAsync(string path, UserId? user = null) =>
        Driver.Get<NodeBrowser>().FindAsync(Reference(path), user ?? Einstein, Stop);

    protected async Task<Space> SpaceAsync(SpaceId? space = null) =>
        (await Driver.Get<IMetadataStore>().ReadAsync(transaction => transaction.Spaces.FindAsync(space ?? Space), Stop))!;

    protected async Task<string> ReadAsync(UploadId revision)
    {
        await using var content = await Driver.Get<IBlobStore>().OpenReadAsync(revision, Stop);
        using var reader = new StreamReader(content!);
        return await reader.ReadToEndAsync(Stop);
    }

    /// <summary>Looks for what does not fit together.</summary>
    protected async Task<IReadOnlyList<Finding>> FsckAsync(bool deep = false, bool repair = false) =>
        await Driver.Get<IntegrityChecker>()
            .CheckAsync(new IntegrityScope(deep, repair) { SecondLook = TimeSpan.Zero }, Stop)
            .ToListAsync(Stop);

    /// <summary>Changes something behind the back of the code that keeps it right.</summary>
    protected Task BreakAsync(Func<IMetadataTransaction, ValueTask> change) => Driver.Get<IMetadataStore>().WriteAsync(async transaction =>
    {
        await change(transaction);
        return true;
    }, Stop).AsTask();

    /// <summary>Replaces the last bytes of a blob by others.</summary>
    protected async Task OverwriteAsync(UploadId blob, int bytes, string by)
    {
        await using var writer = await Driver.Get<IBlobStore>().OpenWriterAsync(blob, Stop);
        await writer!.TruncateAsync(writer.Length - bytes);
        await writer.AppendAsync(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(by)));
        await writer.FlushAsync();
    }

    protected NodeReference Reference(string path) => new(Space, null, path.Length == 0 ? [] : path.Split('/'));
}
