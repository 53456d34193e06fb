using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>The uploads that somebody watches at this dataprovider.</summary>
internal sealed class ProgressFeeds(ProgressReader reader, IOptions<ProgressOptions> options, IOptions<FinalizationOptions> finalization, TimeProvider time)
{
    private readonly ConcurrentDictionary<UploadId, ProgressFeed> _feeds = new();
    private readonly Lock _entering = new();

    /// <summary>All of them.</summary>
    public IEnumerable<ProgressFeed> Watched => _feeds.Values;

    /// <summary>Whether anybody watches anything.</summary>
    public bool IsIdle => _feeds.IsEmpty;

    /// <summary>The feed of an upload, if somebody watches that here.</summary>
    public ProgressFeed? Find(UploadId upload) => _feeds.GetValueOrDefault(upload);

    /// <summary>What happens to an upload, from behind a position on, until its end. The caller is allowed to see it.</summary>
    /// <param name="session">The upload.</param>
    /// <param name="after">The last message that the watcher has.</param>
    /// <param name="ended">Told why there are no more.</param>
    /// <param name="cancellationToken">The watcher goes, or the server.</param>
    public async IAsyncEnumerable<ProgressMessage> WatchAsync(
        UploadSession session, long after, Action<FeedEnd> ended, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var feed = Enter(session);
        try
        {
            await RefreshAsync(feed, cancellationToken);
            UploadProgress? shown = null;
            while (true)
            {
                var (state, changed) = feed.Look();
                foreach (var message in state.Messages.SkipWhile(message => message.Id <= after))
                {
                    yield return message;
                    (after, shown) = (message.Id!.Value, null);
                }

                if (state.Now is { State: ProgressState.Receiving } now && now.Offset != shown?.Offset && (now.Offset > 0 || shown is not null))
                {
                    yield return new ProgressMessage(ProgressEvent.Bytes, null, now);
                    shown = now;
                }

                if (state.End is not FeedEnd.None)
                {
                    ended(state.End);
                    yield break;
                }

                if (!await ChangedAsync(changed, options.Value.Heartbeat, cancellationToken) && state.Now is { } same)
                {
                    yield return new ProgressMessage(ProgressEvent.Heartbeat, null, same);
                }
            }
        }
        finally
        {
            Leave(feed);
        }
    }

    /// <summary>Waits until an upload is no longer as the caller knows it.</summary>
    /// <returns>As it is when that is so, or when the time is over.</returns>
    public async ValueTask<UploadProgress?> WaitAsync(UploadSession session, Func<UploadProgress, bool> isKnown, TimeSpan patience, CancellationToken cancellationToken)
    {
        var feed = Enter(session);
        try
        {
            await RefreshAsync(feed, cancellationToken);
            var begun = time.GetTimestamp();
            while (true)
            {
                var (state, changed) = feed.Look();
                var left = patience - time.GetElapsedTime(begun);
                if (state.Now is not { } now || !isKnown(now) || state.End is not FeedEnd.None || left <= TimeSpan.Zero)
                {
                    return state.Now;
                }

                await ChangedAsync(changed, left, cancellationToken);
            }
        }
        finally
        {
            Leave(feed);
        }
    }

    /// <summary>Looks the upload up, and shows what is new.</summary>
    public async ValueTask RefreshAsync(ProgressFeed feed, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(feed.Upload, cancellationToken) is not { } facts)
        {
            feed.Show(feed.State with { End = FeedEnd.Gone });
            return;
        }

        var restarts = finalization.Value.UploaderRestarts;
        var messages = ProgressStory.Messages(facts, restarts);
        var now = ProgressStory.Now(facts, messages, restarts);
        var rate = now.State is ProgressState.Receiving ? feed.Rate.After(now.Offset, time.GetUtcNow()) : null;
        var isOver = now.State is ProgressState.Finalized or ProgressState.Aborted;
        var known = feed.State.Messages;
        feed.Show(new FeedState(
            // The same list where nothing was added, so that nobody is woken for nothing.
            known.Count == messages.Count && (known.Count == 0 || known[^1].Id == messages[^1].Id) ? known : messages,
            now.Offset == feed.State.Now?.Offset && now.Position == feed.State.Now.Position && now.State == feed.State.Now.State ? feed.State.Now : now with { Rate = rate },
            isOver ? FeedEnd.Ended : FeedEnd.None));
    }

    /// <summary>Looks how many bytes have arrived, which is all that changes while they do.</summary>
    public async ValueTask CountAsync(ProgressFeed feed, CancellationToken cancellationToken)
    {
        if (feed.State is not { Now: { State: ProgressState.Receiving } now } state)
        {
            return;
        }

        var size = await reader.SizeAsync(feed.Upload, cancellationToken);
        var rate = feed.Rate.After(size, time.GetUtcNow());
        if (size < now.Offset)
        {
            // A chunk was taken back, or the upload is gone.
            await RefreshAsync(feed, cancellationToken);
        }
        else if (size != now.Offset)
        {
            feed.Show(state with { Now = now with { Offset = size, Rate = rate } });
        }
    }

    private async ValueTask<bool> ChangedAsync(Task changed, TimeSpan patience, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private ProgressFeed Enter(UploadSession session)
    {
        lock (_entering)
        {
            var feed = _feeds.GetOrAdd(session.Id, id => new ProgressFeed(id, session.User));
            feed.Watchers++;
            return feed;
        }
    }

    private void Leave(ProgressFeed feed)
    {
        lock (_entering)
        {
            if (--feed.Watchers == 0)
            {
                _feeds.TryRemove(feed.Upload, out _);
            }
        }
    }
}
