using System.Diagnostics;
using NATS.Client.Core;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;

namespace UploadProcessing.Messaging;

/// <summary>Spans around what the NATS client records itself: its own have no links, and their names no event.</summary>
internal static class Telemetry
{
    private static readonly ActivitySource Source = new("UploadProcessing.Messaging");

    /// <summary>Begins the span of a publication, by default the root of a trace: whoever caused the event has had an answer long ago.</summary>
    public static Activity? StartPublish(OutgoingEvent message)
    {
        // Or it would become the parent. Within the caller's asynchronous method only: it finds its own again.
        Activity.Current = null;
        var isCaused = ActivityContext.TryParse(message.Cause, traceState: null, isRemote: true, out var cause);
        ActivityLink[] links = isCaused && !message.InTraceOfCause ? [new ActivityLink(cause)] : [];
        return Source.StartActivity(
            $"send uploads.{message.Name}", ActivityKind.Producer, message.InTraceOfCause ? cause : default,
            [
                // OpenTelemetry's conventions for messaging.
                new("messaging.system", "nats"),
                new("messaging.operation.type", "send"),
                new("messaging.destination.name", UploadSubjects.Of(message.Name, message.Upload)),
                new("messaging.destination.template", UploadSubjects.Template(message.Name)),
                new("messaging.message.id", message.MessageId),
                new(UploadTags.UploadId, message.Upload.ToString()),
            ],
            links);
    }

    /// <summary>Begins the span of one delivery, in the trace of whoever published the event.</summary>
    public static Activity? StartProcess(IEventConsumer consumer, ReceivedEvent received, NatsHeaders? headers)
    {
        ActivityContext.TryParse(headers?["traceparent"], headers?["tracestate"], isRemote: true, out var publisher);
        return Source.StartActivity(
            $"process uploads.{consumer.EventName}", ActivityKind.Consumer, publisher,
            [
                new("messaging.system", "nats"),
                new("messaging.operation.type", "process"),
                new("messaging.destination.name", UploadSubjects.Of(consumer.EventName, received.Upload)),
                new("messaging.destination.template", UploadSubjects.Template(consumer.EventName)),
                new("messaging.nats.message.delivery_attempt", received.Attempt),
                new("messaging.consumer.group.name", consumer.DurableName),
                new(UploadTags.UploadId, received.Upload.ToString()),
            ]);
    }

    public static void Failed(Activity? activity, string reason) => activity?.SetStatus(ActivityStatusCode.Error, reason);

    public static void End(Activity? activity, PublishResult result)
    {
        if (result.Outcome is not PublishOutcome.Stored)
        {
            activity?.SetStatus(ActivityStatusCode.Error, result.Detail);
        }
    }
}
