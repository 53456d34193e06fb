using NATS.Client.Core;
using NATS.Client.JetStream;
using UploadProcessing.Contracts.Events;

namespace ServiceTests.Messaging.Support;

/// <summary>Reads what the stream has, from its beginning, with a connection of its own.</summary>
internal static class StoredEvents
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    /// <summary>As soon as the stream has so many.</summary>
    public static async Task<IReadOnlyList<StoredEvent>> WaitAsync(string url, int count)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(Period);
        await using var connection = new NatsConnection(NatsOpts.Default with { Url = url });
        var jetStream = new NatsJSContext(connection);
        while (await CountAsync(jetStream, deadline.Token) < count)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }

        return await ReadAsync(jetStream, deadline.Token);
    }

    private static async Task<long> CountAsync(NatsJSContext jetStream, CancellationToken cancellationToken)
    {
        try
        {
            var stream = await jetStream.GetStreamAsync(UploadSubjects.Stream, cancellationToken: cancellationToken);
            return stream.Info.State.Messages;
        }
        catch (NatsJSApiException exception) when (exception.Error.Code == 404)
        {
            return 0;
        }
    }

    private static async Task<IReadOnlyList<StoredEvent>> ReadAsync(NatsJSContext jetStream, CancellationToken cancellationToken)
    {
        var consumer = await jetStream.CreateOrderedConsumerAsync(UploadSubjects.Stream, cancellationToken: cancellationToken);
        var events = new List<StoredEvent>();
        await foreach (var message in consumer.FetchNoWaitAsync<string>(new NatsJSFetchOpts { MaxMsgs = 10_000 }, cancellationToken: cancellationToken))
        {
            events.Add(new StoredEvent(
                message.Subject, message.Data!, message.Headers!["Nats-Msg-Id"].ToString(), message.Headers.TryGetValue("traceparent", out var trace) ? trace.ToString() : null));
        }

        return events;
    }
}

internal sealed record StoredEvent(string Subject, string Payload, string MessageId, string? TraceParent);
