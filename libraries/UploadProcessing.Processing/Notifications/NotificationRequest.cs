using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.Processing.Steps.Webhook;

namespace UploadProcessing.Processing.Notifications;

/// <summary>What an application is sent: the body of Standard Webhooks (<c>type</c>, <c>timestamp</c>, <c>data</c>) and its three headers. There is
/// no address of the bytes in it and no token.</summary>
internal static class NotificationRequest
{
    public static HttpRequestMessage For(NotificationOptions application, EventName name, string id, ReceivedEvent received, DateTimeOffset now)
    {
        var body = Body(name, received);
        var timestamp = WebhookSignature.Timestamp(now);
        var keys = application.Secrets.Select(WebhookSecret.Parse).OfType<byte[]>();
        var request = new HttpRequestMessage(HttpMethod.Post, application.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.IdHeader, id);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(keys, id, timestamp, body));
        return request;
    }

    private static byte[] Body(EventName name, ReceivedEvent received)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", name.Value);
            // When it happened: the same at every try.
            json.WriteString("timestamp", received.PublishedAt);
            json.WritePropertyName("data");
            json.WriteRawValue(received.Payload.Span);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
