using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NATS.Client.Core;
using NATS.Client.JetStream;
using UploadProcessing.Contracts.Processing;

namespace UploadProcessing.Processing.Steps.Answers;

/// <summary>Tells workers where the bytes are that they were asked to look at. By a request of core NATS: an address is a secret, and what goes
/// through the stream is kept for days.</summary>
internal sealed class ContentAddressResponder(
    INatsJSContext jetStream, IContentAddresses addresses, ILogger<ContentAddressResponder> logger) : BackgroundService
{
    // One of the processes that share the work answers.
    private const string QueueGroup = "processing";

    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 8 };

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The client subscribes again by itself after a connection is lost.
        var requests = jetStream.Connection.SubscribeAsync(
            ContentAddressRequest.Subject, QueueGroup, NatsRawSerializer<byte[]>.Default, cancellationToken: stoppingToken);
        try
        {
            await Parallel.ForEachAsync(requests, AtOnce, async (request, _) => await AnswerAsync(request, stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }

    private async ValueTask AnswerAsync(NatsMsg<byte[]> request, CancellationToken stopping)
    {
        using var activity = request.StartActivity($"process {ContentAddressRequest.Subject}");
        try
        {
            var answer = await AnswerToAsync(request.Data, stopping);
            await request.ReplyAsync(answer.ToJson(), serializer: NatsUtf8PrimitivesSerializer<string>.Default, cancellationToken: stopping);
        }
#pragma warning disable CA1031 // Whatever it was: the next worker is answered nevertheless, and this one asks again.
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            logger.NoContentAddress(exception);
        }
    }

    private async ValueTask<ContentAddress> AnswerToAsync(byte[]? payload, CancellationToken stopping)
    {
        ContentAddressRequest request;
        try
        {
            request = ContentAddressRequest.FromJson(payload);
        }
        catch (JsonException)
        {
            return new ContentAddress { Error = "The request is malformed." };
        }

        return await addresses.FindAsync(request.UploadId, request.Ticket, stopping) is { } url
            ? new ContentAddress { Url = url }
            : new ContentAddress { Error = "Nobody waits for this ticket." };
    }
}
