using System.Globalization;
using NATS.Client.Core;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Hears of uploads whose outcome another dataprovider has noted, for the requests that wait here.</summary>
/// <remarks>As plain messages, not from the stream: whoever was not listening has nobody waiting, or looks by itself.</remarks>
internal sealed class OutcomeListener(INatsConnection nats, OutcomeWaiters waiters, TimeProvider time, ILogger<OutcomeListener> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        ListenAsync(EventName.UploadReady, stoppingToken), ListenAsync(EventName.UploadAborted, stoppingToken));

    private async Task ListenAsync(EventName name, CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var message in nats.SubscribeAsync(
                    UploadSubjects.Of(name), serializer: NatsRawSerializer<byte[]>.Default, cancellationToken: stoppingToken))
                {
                    if (UploadId.TryParse(message.Subject[(message.Subject.LastIndexOf('.') + 1)..], CultureInfo.InvariantCulture, out var upload))
                    {
                        waiters.Tell(upload);
                    }
                }
            }
            catch (Exception exception) when (exception is NatsException or OperationCanceledException)
            {
                if (!stoppingToken.IsCancellationRequested)
                {
                    logger.NotListening(exception.Message);
                    await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }
    }
}
