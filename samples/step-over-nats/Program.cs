using System.Text.Json;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using NATS.Net;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Contracts.Processing;
using UploadProcessing.Samples.StepOverNats;

const string Step = "text-only";

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    key.Cancel = true;
    stop.Cancel();
};
using var http = new HttpClient();
await using var nats = new NatsClient(args.FirstOrDefault() ?? "nats://localhost:9206");
var jetStream = nats.CreateJetStreamContext();

// Shared by all processes that do this step. AckWait is more than the work takes; longer work reports progress instead.
var config = new ConsumerConfig($"worker-{Step}") { FilterSubject = UploadSubjects.Of(EventName.StepRequested), AckWait = TimeSpan.FromMinutes(1) };
var consumer = await jetStream.CreateOrUpdateConsumerAsync(UploadSubjects.Stream, config, stop.Token);
Console.WriteLine($"Waiting for uploads whose step is {Step}. Ctrl-C ends it.");
try
{
    await foreach (var message in consumer.ConsumeAsync<byte[]>(opts: new NatsJSConsumeOpts { MaxMsgs = 1 }, cancellationToken: stop.Token))
    {
        await WorkAsync(message);
    }
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    // What was in hand comes again, here or in another process.
}

async Task WorkAsync(INatsJSMsg<byte[]> message)
{
    try
    {
        var requested = StepRequested.FromJson(message.Data);
        // Another's step, or one for which nobody waits any more, is acknowledged and left alone.
        if (requested.Step == Step && requested.Deadline > TimeProvider.System.GetUtcNow() && await AddressAsync(requested) is { } address)
        {
            await using var bytes = await http.GetStreamAsync(address, stop.Token);
            var (outcome, reason) = await TextOnly.DecideAsync(bytes, stop.Token);
            await AnswerAsync(requested, outcome, reason, message.Headers);
            Console.WriteLine($"{requested.Upload.Name}: {outcome}");
        }

        await message.AckAsync(cancellationToken: stop.Token);      // after the answer is stored, not before
    }
    catch (Exception exception) when (exception is HttpRequestException or IOException or NatsException)
    {
        Console.Error.WriteLine($"Later: {exception.Message}");
        await message.NakAsync(new AckOpts { NakDelay = TimeSpan.FromSeconds(5) }, stop.Token);
    }
    catch (JsonException exception)
    {
        Console.Error.WriteLine($"Never: {exception.Message}");
        await message.AckTerminateAsync(cancellationToken: stop.Token);
    }
}

// The address of the bytes is a secret that soon ends: asked for when it is needed, never in an event.
async Task<Uri?> AddressAsync(StepRequested requested)
{
    var request = new ContentAddressRequest { UploadId = requested.Upload.UploadId, Ticket = requested.Ticket };
    var reply = await nats.RequestAsync<string, byte[]>(ContentAddressRequest.Subject, request.ToJson(), cancellationToken: stop.Token);
    return ContentAddress.FromJson(reply.Data).Url;
}

async Task AnswerAsync(StepRequested requested, StepOutcome outcome, string? reason, NatsHeaders? cause)
{
    var finished = new StepFinished { UploadId = requested.Upload.UploadId, Ticket = requested.Ticket, Outcome = outcome, Reason = reason };
    var headers = new NatsHeaders { ["traceparent"] = cause?["traceparent"] ?? default };       // the answer is a part of the upload's trace
    var stored = await jetStream.PublishAsync(
        UploadSubjects.Of(EventName.StepFinished, finished.UploadId), finished.ToJson(),
        opts: new NatsJSPubOpts { MsgId = StepFinished.MessageId(finished.Ticket) }, headers: headers, cancellationToken: stop.Token);
    stored.EnsureSuccess();
}
