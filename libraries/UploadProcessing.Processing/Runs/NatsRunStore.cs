using Microsoft.Extensions.Options;
using NATS.Client.Core;
using NATS.Client.KeyValueStore;
using UploadProcessing.Contracts;
using UploadProcessing.Messaging;

namespace UploadProcessing.Processing.Runs;

/// <summary>Runs in a NATS key-value bucket, changed by compare-and-set.</summary>
internal sealed class NatsRunStore(KeyValueBuckets buckets, IOptions<MessagingOptions> options, TimeProvider time) : IRunStore
{
    private const string Bucket = "RUNS";

    // A damaged one does not say so by itself.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(10);

    private INatsKVStore? _store;
    private long _opened;

    public ValueTask<KeptRevision?> FindAsync(UploadId upload, CancellationToken cancellationToken) => AskAsync<KeptRevision?>(async store =>
    {
        var entry = await store.TryGetEntryAsync(upload.ToString(), serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: cancellationToken);
        return entry switch
        {
            { Success: true } => new KeptRevision(RunJson.Read(entry.Value.Value), entry.Value.Revision),
            { Error: NatsKVKeyNotFoundException or NatsKVKeyDeletedException } => null,
            _ => throw entry.Error,
        };
    }, cancellationToken);

    public ValueTask<ulong?> TryPutAsync(ProcessingRun run, ulong? revision, CancellationToken cancellationToken) => AskAsync<ulong?>(async store =>
    {
        var (key, value) = (run.Upload.UploadId.ToString(), RunJson.Write(run));
        var put = revision is { } expected
            ? await store.TryUpdateAsync(key, value, expected, NatsRawSerializer<byte[]>.Default, cancellationToken)
            : await store.TryCreateAsync(key, value, NatsRawSerializer<byte[]>.Default, cancellationToken);
        return put switch
        {
            { Success: true } => put.Value,
            { Error: NatsKVWrongLastRevisionException or NatsKVCreateException } => null,
            _ => throw put.Error,
        };
    }, cancellationToken);

    private async ValueTask<T> AskAsync<T>(Func<INatsKVStore, ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(_store is { } store && time.GetElapsedTime(_opened) < LookAgainAfter ? store : await OpenAsync(cancellationToken));
        }
        catch (NatsException)
        {
            // Perhaps the bucket is gone with its server's store; the next one makes it again.
            _store = null;
            throw;
        }
    }

    private async ValueTask<INatsKVStore> OpenAsync(CancellationToken cancellationToken)
    {
        var bucket = new NatsKVConfig(Bucket)
        {
            Storage = NatsKVStorageType.File,
            History = 1,
            // As long as the events that drive them.
            MaxAge = options.Value.MaximumAge,
            NumberOfReplicas = options.Value.Replicas,
        };
        _store = await buckets.OpenAsync(bucket, cancellationToken);
        _opened = time.GetTimestamp();
        return _store;
    }
}
