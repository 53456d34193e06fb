using System.Globalization;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>Server-sent events (HTML standard, 9.2) whose data is JSON and whose ids are numbers.</summary>
public static class ServerSentEvents
{
    /// <summary>The media type.</summary>
    public const string MediaType = "text/event-stream";

    private const string LastEventId = "Last-Event-ID";

    // What a browser waits before it comes back.
    private static readonly TimeSpan Reconnection = TimeSpan.FromSeconds(2);

    /// <summary>Behind which event to go on: of the field, or in the address for clients that cannot set it; null: from the beginning.</summary>
    public static long? After(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var text = request.Headers[LastEventId] is [{ } header] ? header : request.Query["lastEventId"].ToString();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : null;
    }

    /// <summary>Begins the answer: whoever waits for the first event sees that they are connected.</summary>
    public static Task BeginAsync(HttpResponse response, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        response.ContentType = MediaType;
        response.Headers.CacheControl = "no-store";
        // Buffering proxies would keep it to themselves.
        response.Headers["X-Accel-Buffering"] = "no";
        return response.Body.FlushAsync(cancellationToken);
    }

    /// <summary>Writes events as they come, each at once.</summary>
    public static Task WriteAsync<T>(
        HttpResponse response, IAsyncEnumerable<(string Event, long? Id, T Data)> events, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        return SseFormatter.WriteAsync(
            ItemsAsync(events),
            response.Body,
            (item, buffer) =>
            {
                using var writer = new Utf8JsonWriter(buffer);
                JsonSerializer.Serialize(writer, item.Data, json);
            },
            cancellationToken);
    }

    private static async IAsyncEnumerable<SseItem<T>> ItemsAsync<T>(IAsyncEnumerable<(string Event, long? Id, T Data)> events)
    {
        var isFirst = true;
        await foreach (var (name, id, data) in events)
        {
            yield return new SseItem<T>(data, name)
            {
                EventId = id?.ToString(CultureInfo.InvariantCulture),
                ReconnectionInterval = isFirst ? Reconnection : null,
            };
            isFirst = false;
        }
    }
}
