using System.Globalization;
using NATS.Client.JetStream;
using UploadProcessing.Contracts;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>One message in this process's hands.</summary>
internal sealed class Delivery(INatsJSMsg<byte[]> message)
{
    public INatsJSMsg<byte[]> Message => message;

    /// <summary>What it says; null when its subject names no upload, which nobody of ours publishes.</summary>
    public ReceivedEvent? Read() => UploadId.TryParse(message.Subject[(message.Subject.LastIndexOf('.') + 1)..], CultureInfo.InvariantCulture, out var upload)
        ? new ReceivedEvent(upload, message.Data, (int)(message.Metadata?.NumDelivered ?? 1), message.Metadata?.Timestamp ?? default)
        : null;

    /// <summary>Done, for good. Not confirmed by the server: if it is lost the event comes again, and its effect has happened.</summary>
    public ValueTask AckAsync(CancellationToken cancellationToken) => message.AckAsync(cancellationToken: cancellationToken);

    /// <summary>To be delivered again.</summary>
    public ValueTask ReturnAsync(TimeSpan delay, CancellationToken cancellationToken) =>
        message.NakAsync(new AckOpts { NakDelay = delay }, cancellationToken);

    /// <summary>Never to be delivered again.</summary>
    public ValueTask EndAsync(CancellationToken cancellationToken) => message.AckTerminateAsync(cancellationToken: cancellationToken);

    /// <summary>Still at work.</summary>
    public ValueTask ProgressAsync(CancellationToken cancellationToken) => message.AckProgressAsync(cancellationToken: cancellationToken);
}
