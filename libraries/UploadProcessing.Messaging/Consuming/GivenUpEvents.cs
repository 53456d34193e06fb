using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Client.KeyValueStore;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>What consumers have given up: for operators to look at, and to have delivered again once its cause is gone.</summary>
/// <remarks>In a key-value bucket of nats beside the stream, and as safe as that: whatever is lost there, sessions ask again.</remarks>
public sealed class GivenUpEvents(KeyValueBuckets buckets, INatsJSContext jetStream, IOptions<MessagingOptions> options, TimeProvider time)
{
    private const string Bucket = "GIVEN_UP";
    private const string BucketStream = "KV_" + Bucket;
    private const int MaximumBytesExceeded = 10077;
    private const string TraceHeader = "traceparent";

    /// <summary>The entries, in no order; at most as many.</summary>
    public async IAsyncEnumerable<GivenUpEvent> ListAsync(int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var store = await OpenAsync(cancellationToken);
        var count = 0;
        await foreach (var key in store.GetKeysAsync(cancellationToken: cancellationToken))
        {
            if (count++ == limit)
            {
                yield break;
            }

            if (await FindAsync(store, key, cancellationToken) is var (entry, _))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Publishes an event once more, for all who consume it, and forgets the entry. Consumers see an event twice without harm, so two
    /// operators who do this at once do no more than one.</summary>
    /// <returns>Whether there is such an entry.</returns>
    public async ValueTask<bool> ReplayAsync(string id, CancellationToken cancellationToken)
    {
        var store = await OpenAsync(cancellationToken);
        if (await FindAsync(store, id, cancellationToken) is not var (entry, revision))
        {
            return false;
        }

        var headers = new NatsHeaders();
        if (entry.TraceParent is { } trace)
        {
            headers[TraceHeader] = trace;
        }

        // A name of its own: by its old one the server would know it, and store nothing.
        var again = string.Create(CultureInfo.InvariantCulture, $"{id}.again.{time.GetUtcNow().ToUnixTimeMilliseconds()}");
        var stored = await jetStream.PublishAsync(
            entry.Subject, entry.Payload, NatsUtf8PrimitivesSerializer<string>.Default,
            new NatsJSPubOpts { MsgId = again, ExpectedStream = UploadSubjects.Stream }, headers, cancellationToken);
        stored.EnsureSuccess();
        await store.TryDeleteAsync(id, new NatsKVDeleteOpts { Revision = revision }, cancellationToken);
        return true;
    }

    internal async ValueTask NoteAsync(IEventConsumer consumer, ReceivedEvent received, INatsJSMsg<byte[]> message, string reason, CancellationToken cancellationToken)
    {
        var store = await OpenAsync(cancellationToken);
        // The same for every try to note it.
        var id = string.Create(CultureInfo.InvariantCulture, $"{consumer.DurableName}.{message.Metadata?.Sequence.Stream}");
        var entry = new GivenUpEvent(
            id, time.GetUtcNow(), message.Subject, received.Upload, consumer.DurableName, received.Attempt, reason,
            System.Text.Encoding.UTF8.GetString(received.Payload.Span),
            message.Headers is { } headers && headers.TryGetLastValue(TraceHeader, out var trace) ? trace : null);
        await PutAsync(store, id, JsonSerializer.SerializeToUtf8Bytes(entry, GivenUpJson.Default.GivenUpEvent), cancellationToken);
    }

    /// <summary>A full bucket refuses new entries, and their events would be given up again and again: the older half makes room.</summary>
    private async ValueTask PutAsync(INatsKVStore store, string id, byte[] entry, CancellationToken cancellationToken)
    {
        try
        {
            await store.PutAsync(id, entry, NatsRawSerializer<byte[]>.Default, cancellationToken);
        }
        catch (NatsJSApiException exception) when (exception.Error.ErrCode == MaximumBytesExceeded)
        {
            var stream = await jetStream.GetStreamAsync(BucketStream, cancellationToken: cancellationToken);
            // To keep none at all would be to keep every one.
            var keep = (ulong)Math.Max(1, stream.Info.State.Messages / 2);
            await jetStream.PurgeStreamAsync(BucketStream, new StreamPurgeRequest { Keep = keep }, cancellationToken);
            await store.PutAsync(id, entry, NatsRawSerializer<byte[]>.Default, cancellationToken);
        }
    }

    private static async ValueTask<(GivenUpEvent Entry, ulong Revision)?> FindAsync(INatsKVStore store, string id, CancellationToken cancellationToken)
    {
        var found = await store.TryGetEntryAsync(id, serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: cancellationToken);
        return found.Success && JsonSerializer.Deserialize(found.Value.Value, GivenUpJson.Default.GivenUpEvent) is { } entry
            ? (entry, found.Value.Revision)
            : null;
    }

    private ValueTask<INatsKVStore> OpenAsync(CancellationToken cancellationToken) => buckets.OpenAsync(
        new NatsKVConfig(Bucket)
        {
            Storage = NatsKVStorageType.File,
            History = 1,
            MaxAge = options.Value.MaximumAge,
            MaxBytes = options.Value.GivenUpMaximumBytes,
            NumberOfReplicas = options.Value.Replicas,
        }, cancellationToken);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(IdConverter<UploadId>)])]
[JsonSerializable(typeof(GivenUpEvent))]
internal sealed partial class GivenUpJson : JsonSerializerContext;
