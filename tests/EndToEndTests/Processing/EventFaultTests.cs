using System.Net;
using System.Text;
using EndToEndTests.Uploads;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using UploadProcessing.Contracts.Events;

namespace EndToEndTests.Processing;

/// <summary>Somebody publishes what was published again, in another order, of runs that are over, and what is no event at all: every upload
/// ends once all the same.</summary>
public sealed class EventFaultTests(FaultTests.Impatient topology) : IClassFixture<FaultTests.Impatient>
{
    private const int Uploads = 50;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_DuplicatedAndInReverse_HaveTheirEffectOnce()
    {
        using var client = DavClient.Einstein(topology.App);
        var inFlight = await UploadsInFlight.StartAsync(topology, client, "duplicated", Uploads);
        await using var bus = await BusAsync();

        // While they are processed, and again when all have ended.
        await RepeatAsync(bus);
        await inFlight.EndAsync(client);
        await RepeatAsync(bus);
        await AcknowledgedAsync(bus);

        await inFlight.EndAsync(client);
    }

    [Fact]
    public async Task Outcomes_ThatContradict_DoNotUndoWhatIsAFile()
    {
        using var client = DavClient.Einstein(topology.App);
        var inFlight = await UploadsInFlight.StartAsync(topology, client, "contradicted", Uploads);
        await inFlight.EndAsync(client);
        await using var bus = await BusAsync();

        // The poison of another test has no such field.
        var outcomes = (await StoredAsync(bus)).Where(one => one.Data.Contains("\"finishedAt\"", StringComparison.Ordinal)).ToList();
        Assert.True(outcomes.Count >= Uploads);
        foreach (var (_, data) in outcomes)
        {
            var finished = ProcessingFinished.FromJson(Encoding.UTF8.GetBytes(data));
            var aborted = new ProcessingAborted
            {
                UploadId = finished.UploadId,
                Run = finished.Run,
                Step = "delay",
                Reason = "It is too late for that.",
                KeepBytes = false,
                AbortedAt = DateTimeOffset.UnixEpoch,
            };
            await PublishAsync(bus, UploadSubjects.Of(EventName.ProcessingAborted, aborted.UploadId), aborted.ToJson());
        }

        await AcknowledgedAsync(bus);
        await inFlight.EndAsync(client);
    }

    [Fact]
    public async Task Poison_DisturbsNobody()
    {
        using var client = DavClient.Einstein(topology.App);
        await using var bus = await BusAsync();
        var inFlight = await UploadsInFlight.StartAsync(topology, client, "poisoned", Uploads);
        var known = (await StoredAsync(bus)).First(one => one.Subject.Contains(".all-bytes-received.", StringComparison.Ordinal));
        var strangers = Guid.CreateVersion7();

        foreach (var name in new[] { "all-bytes-received", "processing-finished", "processing-aborted", "step-changed", "step-finished" })
        {
            var upload = known.Subject[(known.Subject.LastIndexOf('.') + 1)..];
            foreach (var poison in new[] { "", "no JSON", "[]", "{}", "null", """{"version":99}""", new string('x', 500_000), known.Data.Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal) })
            {
                await PublishAsync(bus, $"uploads.{name}.{upload}", poison);
            }

            await PublishAsync(bus, $"uploads.{name}.{strangers}", known.Data.Replace(upload, strangers.ToString(), StringComparison.Ordinal));
            await PublishAsync(bus, $"uploads.{name}.nobody", known.Data);
        }

        await inFlight.EndAsync(client);
        await AcknowledgedAsync(bus);
        using var still = await client.PutAsync(DavClient.Url(await client.SpaceAsync("Lab", Stop), "afterwards.txt"), "hello", Stop);
        Assert.Equal(HttpStatusCode.Accepted, still.StatusCode);
    }

    private async Task<NatsConnection> BusAsync() =>
        new(NatsOpts.Default with { Url = (await topology.App.GetConnectionStringAsync("nats", Stop))! });

    /// <summary>Every event once more under a name of its own, the last one first.</summary>
    private static async Task RepeatAsync(NatsConnection bus)
    {
        foreach (var (subject, data) in (await StoredAsync(bus)).Reverse())
        {
            await PublishAsync(bus, subject, data);
        }
    }

    private static async Task PublishAsync(NatsConnection bus, string subject, string data) =>
        (await new NatsJSContext(bus).PublishAsync(
            subject, Encoding.UTF8.GetBytes(data), NatsRawSerializer<byte[]>.Default, new NatsJSPubOpts { MsgId = Guid.NewGuid().ToString() }, cancellationToken: Stop)).EnsureSuccess();

    private static async Task<IReadOnlyList<(string Subject, string Data)>> StoredAsync(NatsConnection bus)
    {
        var jetStream = new NatsJSContext(bus);
        var stream = await jetStream.GetStreamAsync(UploadSubjects.Stream, cancellationToken: Stop);
        var (last, stored) = (stream.Info.State.LastSeq, new List<(string, string)>());
        if (stream.Info.State.Messages == 0)
        {
            return stored;
        }

        var consumer = await jetStream.CreateOrderedConsumerAsync(UploadSubjects.Stream, cancellationToken: Stop);
        await foreach (var message in consumer.ConsumeAsync(NatsRawSerializer<byte[]>.Default, cancellationToken: Stop))
        {
            stored.Add((message.Subject, Encoding.UTF8.GetString(message.Data ?? [])));
            if (message.Metadata!.Value.Sequence.Stream >= last)
            {
                break;
            }
        }

        return stored;
    }

    /// <summary>Whoever consumes has come to everything that was published.</summary>
    private static async Task AcknowledgedAsync(NatsConnection bus)
    {
        var jetStream = new NatsJSContext(bus);
        await Eventually.TrueAsync(
            async () =>
            {
                var open = new List<ConsumerInfo>();
                await foreach (var consumer in jetStream.ListConsumersAsync(UploadSubjects.Stream, Stop))
                {
                    if (consumer.Info is { Config.DurableName: not null } info && (info.NumPending > 0 || info.NumAckPending > 0))
                    {
                        open.Add(info);
                    }
                }

                return open.Count == 0;
            },
            TimeSpan.FromMinutes(3), () => "Not everything was consumed.");
    }
}
