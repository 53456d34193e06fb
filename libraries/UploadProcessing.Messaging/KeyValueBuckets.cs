using Microsoft.Extensions.Logging;
using NATS.Client.JetStream;
using NATS.Client.KeyValueStore;

namespace UploadProcessing.Messaging;

/// <summary>Buckets of key-value pairs, as their options describe them.</summary>
public sealed class KeyValueBuckets(INatsKVContext keyValues, ILogger<KeyValueBuckets> logger) : IDisposable
{
    private const int NameInUse = 10058;
    private const int SubjectsOverlap = 10065;

    // Or a damaged one would be made again by everybody who wants it, and what the first has put into it be gone.
    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    /// <summary>Creates a bucket, or changes the one there is. Several processes may do so at once.</summary>
    public async ValueTask<INatsKVStore> OpenAsync(NatsKVConfig bucket, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var store = await EnsureAsync(bucket, cancellationToken);
            if (!(await store.GetStatusAsync(cancellationToken)).Info.IsDamaged())
            {
                return store;
            }

            logger.StreamDamaged(bucket.Bucket);
            await keyValues.DeleteStoreAsync(bucket.Bucket, cancellationToken);
            return await EnsureAsync(bucket, cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask<INatsKVStore> EnsureAsync(NatsKVConfig bucket, CancellationToken cancellationToken)
    {
        try
        {
            return await keyValues.CreateOrUpdateStoreAsync(bucket, cancellationToken);
        }
        catch (NatsJSApiException exception) when (exception.Error.ErrCode is NameInUse or SubjectsOverlap)
        {
            // Another process was first by a moment.
            return await keyValues.GetStoreAsync(bucket.Bucket, cancellationToken);
        }
    }
}
