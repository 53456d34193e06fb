using UploadProcessing.Contracts.Progress;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>The progress resource as server-sent events: everything that happened, then whatever does.</summary>
internal sealed class ProgressEvents(ProgressFeeds feeds, IHostApplicationLifetime lifetime)
{
    public async Task<IResult> SendAsync(HttpContext context, UploadSession session)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        await using var messages = feeds.WatchAsync(session, ServerSentEvents.After(context.Request) ?? 0, _ => { }, until.Token).GetAsyncEnumerator(until.Token);
        if (!await messages.MoveNextAsync())
        {
            // It has ended, and they have seen it: "Clients … will not reconnect if the connection is closed … with HTTP 204".
            return TypedResults.NoContent();
        }

        try
        {
            await ServerSentEvents.BeginAsync(context.Response, until.Token);
            await ServerSentEvents.WriteAsync(context.Response, FromHereAsync(messages), ProgressJson.Default.UploadProgress, until.Token);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The watcher has gone, or this server goes: whoever comes back goes on behind the last message.
        }

        return Results.Empty;
    }

    private static async IAsyncEnumerable<(string Event, long? Id, UploadProgress Data)> FromHereAsync(IAsyncEnumerator<ProgressMessage> messages)
    {
        do
        {
            yield return (messages.Current.Event, messages.Current.Id, messages.Current.Data);
        }
        while (await messages.MoveNextAsync());
    }
}
