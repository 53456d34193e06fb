using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.CommandLine.Watching;

/// <summary>An upload's progress as it happens: server-sent events, taken up again behind the last one whenever the connection is lost.</summary>
internal sealed class ProgressWatch(HttpClient http, Uri address)
{
    private const string LastEventId = "Last-Event-ID";

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    // Heartbeats come much more often.
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private string? _last;

    /// <summary>The messages; the last one is the upload's end. While nobody answers it tries again, for as long as it is waited for.</summary>
    /// <exception cref="CommandException">The server refuses: there is no such upload, or one may not see it.</exception>
    public async IAsyncEnumerable<UploadProgress> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = TimeSpan.FromTicks(Math.Min(2 * pause.Ticks, LongestPause.Ticks)))
        {
            // Not the first end that is told: of an upload that was processed again there are several, and behind the last one the stream ends.
            var hasEnded = false;
            await using var messages = ConnectionAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            while (await NextAsync(messages, cancellationToken))
            {
                pause = TimeSpan.FromSeconds(1);
                hasEnded = messages.Current.State is ProgressState.Finalized or ProgressState.Aborted;
                yield return messages.Current;
            }

            if (hasEnded)
            {
                yield break;
            }

            await Task.Delay(pause, cancellationToken);
        }
    }

    /// <returns>Whether there is a message; none when the connection has ended or was lost.</returns>
    private static async Task<bool> NextAsync(IAsyncEnumerator<UploadProgress> messages, CancellationToken cancellationToken)
    {
        try
        {
            return await messages.MoveNextAsync();
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<UploadProgress> ConnectionAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(Silence);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (_last is not null)
        {
            request.Headers.Add(LastEventId, _last);
        }

        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        if (answer.StatusCode is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests)
        {
            throw await Problems.ReadAsync(answer, cancellationToken);
        }

        if (answer.StatusCode is not HttpStatusCode.OK)
        {
            yield break;
        }

        await using var stream = await answer.Content.ReadAsStreamAsync(silence.Token);
        await foreach (var item in SseParser.Create(stream, (_, data) => JsonSerializer.Deserialize(data, ProgressJson.Default.UploadProgress)).EnumerateAsync(silence.Token))
        {
            silence.CancelAfter(Silence);
            if (item.EventId is { Length: > 0 } id && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                _last = id;
            }

            if (item.Data is { } progress)
            {
                yield return progress;
            }
        }
    }
}
