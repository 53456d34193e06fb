using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>What a receiver is sent: the body of Standard Webhooks (<c>type</c>, <c>timestamp</c>, <c>data</c>) and its three headers.</summary>
internal static class WebhookRequest
{
    public const string Type = "step-requested";

    /// <summary>The request; its id is the attempt's ticket, which is another one for each attempt.</summary>
    /// <param name="context">The upload and the attempt.</param>
    /// <param name="options">The receiver.</param>
    /// <param name="now">The time of signing.</param>
    public static HttpRequestMessage For(StepContext context, WebhookOptions options, DateTimeOffset now)
    {
        var body = Body(context, options, now);
        var timestamp = WebhookSignature.Timestamp(now);
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Add(WebhookSignature.IdHeader, context.Ticket);
        request.Headers.Add(WebhookSignature.TimestampHeader, timestamp);
        request.Headers.Add(WebhookSignature.SignatureHeader, WebhookSignature.Sign(WebhookSecret.KeysOf(options), context.Ticket, timestamp, body));
        return request;
    }

    private static byte[] Body(StepContext context, WebhookOptions options, DateTimeOffset now)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("type", Type);
            json.WriteString("timestamp", now);
            json.WriteStartObject("data");
            json.WriteString("step", context.Step);
            json.WriteNumber("attempt", context.Attempt);
            json.WriteString("deadline", context.Deadline);
            json.WriteString("contentUrl", context.Content.PublicAddress(context.Deadline).AbsoluteUri);
            if (options.PublicCallbackUrl is { } callbacks)
            {
                json.WriteString("callbackUrl", StepCallbacks.Address(callbacks, context).AbsoluteUri);
            }

            json.WritePropertyName("upload");
            json.WriteRawValue(context.Upload.ToJson());
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
