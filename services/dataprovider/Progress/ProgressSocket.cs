using System.Net.WebSockets;
using System.Text.Json;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>The progress resource over a WebSocket (RFC 6455): the messages of the event stream, each as a JSON text. It listens to nothing.</summary>
internal sealed class ProgressSocket(ProgressFeeds feeds, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int LargestFrame = 4096;

    // How long a watcher may take to say goodbye, too.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    public async Task<IResult> SendAsync(HttpContext context, UploadSession session)
    {
        var after = ServerSentEvents.After(context.Request) ?? 0;
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(gone.Token, lifetime.ApplicationStopping);
        var listening = ListenAsync(socket, gone);
        try
        {
            var end = FeedEnd.None;
            await foreach (var message in feeds.WatchAsync(session, after, why => end = why, until.Token))
            {
                var text = JsonSerializer.SerializeToUtf8Bytes(message, ProgressJson.Default.ProgressMessage);
                await socket.SendAsync(text, WebSocketMessageType.Text, endOfMessage: true, until.Token);
            }

            await CloseAsync(socket, ProgressClose.Of(end), "");
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            if (lifetime.ApplicationStopping.IsCancellationRequested)
            {
                await CloseAsync(socket, (int)WebSocketCloseStatus.EndpointUnavailable, "The server is stopping. Come back.");
            }
        }
        catch (WebSocketException)
        {
            // The watcher has gone.
        }

        // To cancel it is to cut the connection, and what was said last would be lost with it.
        await Task.WhenAny(listening, Task.Delay(Farewell, time));
        await gone.CancelAsync();
        await listening;
        return Results.Empty;
    }

    /// <summary>Nothing is expected of a watcher but that it goes.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource gone)
    {
        var ignored = new byte[LargestFrame];
        try
        {
            while (await socket.ReceiveAsync(ignored.AsMemory(), gone.Token) is not { MessageType: WebSocketMessageType.Close })
            {
            }

            await CloseAsync(socket, (int)WebSocketCloseStatus.NormalClosure, "");
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // It went without a word.
        }

        await gone.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, int status, string description)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            try
            {
                await socket.CloseOutputAsync((WebSocketCloseStatus)status, description, CancellationToken.None);
            }
            catch (WebSocketException)
            {
                // It has gone meanwhile.
            }
        }
    }
}
