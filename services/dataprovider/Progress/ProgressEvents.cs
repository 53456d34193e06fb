using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>The progress resource as server-sent events (HTML standard, 9.2): everything that happened, then whatever does.</summary>
internal sealed class ProgressEvents(ProgressFeeds feeds, IHostApplicationLifetime lifetime)
{
    private const string LastEventId = "Last-Event-ID";

    // What a browser waits before it comes back.
    private static readonly TimeSpan Reconnection = TimeSpan.FromSeconds(2);

    public async Task<IResult> SendAsync(HttpContext context, UploadSession session)
    {
        var after = AfterOf(context.Request);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await using var messages = feeds.WatchAsync(session, after, _ => { }, until.Token).GetAsyncEnumerator(until.Token);
        if (!await messages.MoveNextAsync())
        {
            // It has ended, and they have seen it: "Clients … will not reconnect if the connection is closed … with HTTP 204".
            return TypedResults.NoContent();
        }

        var response = context.Response;
        response.ContentType = "text/event-stream";
        // Buffering proxies would keep it to themselves.
        response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await SseFormatter.WriteAsync(ItemsAsync(messages), response.Body, WriteData, until.Token);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The watcher has gone, or this server goes: whoever comes back goes on behind the last message.
        }

        return Results.Empty;
    }

    /// <summary>Behind which message to go on; in the address for clients that cannot set the field.</summary>
    public static long AfterOf(HttpRequest request) =>
        long.TryParse(
            request.Headers[LastEventId] is [{ } header] ? header : request.Query["lastEventId"].ToString(),
            NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;

    private static async IAsyncEnumerable<SseItem<UploadProgress>> ItemsAsync(
        IAsyncEnumerator<ProgressMessage> messages, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var isFirst = true;
        do
        {
            var message = messages.Current;
            yield return new SseItem<UploadProgress>(message.Data, message.Event)
            {
                EventId = message.Id?.ToString(CultureInfo.InvariantCulture),
                ReconnectionInterval = isFirst ? Reconnection : null,
            };
            isFirst = false;
        }
        while (await messages.MoveNextAsync());
    }

    private static void WriteData(SseItem<UploadProgress> item, System.Buffers.IBufferWriter<byte> buffer)
    {
        using var writer = new Utf8JsonWriter(buffer);
        JsonSerializer.Serialize(writer, item.Data, ProgressJson.Default.UploadProgress);
    }
}
