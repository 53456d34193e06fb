using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>Pulls the events of one arrow, as many as this process has hands for, and lets its consumer do the work.</summary>
/// <remarks>Not the client's endless consume loop: what that has fetched ahead cannot be given back when this process stops, and would be
/// missing for as long as a dead process's events are. A request is never broken off either: what the server still sends for it would be
/// lost as well, and what was given back meanwhile might be just that.</remarks>
internal sealed class EventWorker(
    IEventConsumer consumer, ConsumerSetup setup, DeliveryHandler handler, IOptions<ConsumingOptions> options, TimeProvider time,
    ILogger<EventWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // The least that the client allows. So long a stop may take, and a server that was restarted be without a request.
    private static readonly TimeSpan FetchFor = TimeSpan.FromSeconds(1);

    // Of a busy one; an idle one is looked at anyway.
    private static readonly TimeSpan MeasureEvery = TimeSpan.FromSeconds(10);

    // Of a consumer that is gone the server says so only when it is asked.
    private const int AskAfter = 5;

    private readonly ConsumingOptions _options = options.Value;
    private readonly ConcurrentDictionary<Delivery, bool> _inHand = new();
    private readonly SemaphoreSlim _room = new(options.Value.Concurrency + options.Value.Prefetch);

    public override void Dispose()
    {
        _room.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();     // or the host's start would wait for the first await below
        var ready = Channel.CreateUnbounded<Delivery>();
        using var ended = new CancellationTokenSource();
        var working = Enumerable.Range(0, _options.Concurrency).Select(_ => WorkAsync(ready.Reader, stoppingToken)).ToArray();
        var showing = ShowProgressAsync(ended.Token);
        await PullAsync(ready.Writer, stoppingToken);
        ready.Writer.Complete();
        await foreach (var delivery in ready.Reader.ReadAllAsync(CancellationToken.None))
        {
            await EndAsync(delivery, delivery.ReturnAsync(TimeSpan.Zero, CancellationToken.None));
        }

        await Task.WhenAll(working);
        await ended.CancelAsync();
        await showing;
    }

    private async Task PullAsync(ChannelWriter<Delivery> ready, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                var source = await setup.EnsureAsync(consumer, stopping);
                QueueMetrics.Measure(source.Info);
                var measured = time.GetTimestamp();
                for (var empty = 0; !stopping.IsCancellationRequested && empty < AskAfter;)
                {
                    empty = await FetchAsync(source, ready, stopping) ? 0 : empty + 1;
                    if (time.GetElapsedTime(measured) > MeasureEvery)
                    {
                        await source.RefreshAsync(stopping);
                        QueueMetrics.Measure(source.Info);
                        measured = time.GetTimestamp();
                    }
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is NatsException or InvalidOperationException or OperationCanceledException)
            {
                // Away, or started again without its store: what is owed stays owed, and the consumer is made again.
                logger.CannotConsume(consumer.DurableName, exception.Message);
                await Task.Delay(Pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <returns>Whether there was anything.</returns>
    private async Task<bool> FetchAsync(INatsJSConsumer source, ChannelWriter<Delivery> ready, CancellationToken stopping)
    {
        await _room.WaitAsync(stopping);
        _room.Release();
        var request = new NatsJSFetchOpts { MaxMsgs = Math.Max(1, _room.CurrentCount), Expires = FetchFor };
        using var limit = new CancellationTokenSource(2 * FetchFor, time);
        var any = false;
        await foreach (var message in source.FetchAsync(request, NatsRawSerializer<byte[]>.Default, limit.Token))
        {
            any = true;
            var delivery = new Delivery(message);
            await _room.WaitAsync(CancellationToken.None);
            _inHand[delivery] = true;
            ready.TryWrite(delivery);
        }

        return any;
    }

    private async Task WorkAsync(ChannelReader<Delivery> ready, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                var delivery = await ready.ReadAsync(stopping);
                await EndAsync(delivery, handler.HandleAsync(consumer, delivery, stopping));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            // This process stops; what is left in hand is given back.
        }
    }

    private async Task EndAsync(Delivery delivery, ValueTask ending)
    {
        try
        {
            await ending;
        }
        catch (NatsException exception)
        {
            // Neither acknowledged nor returned: it comes again after the wait.
            logger.NotAnswered(exception, consumer.DurableName);
        }
        finally
        {
            _inHand.TryRemove(delivery, out _);
            _room.Release();
        }
    }

    /// <summary>Tells the server of everything in hand, waiting or worked on, that it is not lost.</summary>
    private async Task ShowProgressAsync(CancellationToken ended)
    {
        using var timer = new PeriodicTimer(_options.AckWait / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                foreach (var delivery in _inHand.Keys)
                {
                    try
                    {
                        await delivery.ProgressAsync(ended);
                    }
                    catch (NatsException exception)
                    {
                        logger.NotAnswered(exception, consumer.DurableName);
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Nothing is in hand any more.
        }
    }
}
