using System.Threading.Channels;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>Keeps the feeds that somebody watches up to date: one look at the history serves all of them, whoever wrote it, with nats or
/// without.</summary>
internal sealed class ProgressRounds(
    ProgressFeeds feeds, IMetadataStore metadata, IOptions<ProgressOptions> options, TimeProvider time, ILogger<ProgressRounds> logger) : BackgroundService
{
    private const int Page = 1000;

    private readonly Channel<UploadId> _told = Channel.CreateBounded<UploadId>(new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite });

    // Null while nobody watches: whoever comes reads the whole history of their upload.
    private long? _position;
    private DateTimeOffset _rightsChecked;

    /// <summary>The session of <paramref name="upload"/> has changed: who watches it sees that before the next round.</summary>
    public void Tell(UploadId upload)
    {
        if (feeds.Find(upload) is not null)
        {
            _told.Writer.TryWrite(upload);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var next = time.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RefreshToldAsync(next, stoppingToken);
                next = time.GetUtcNow() + options.Value.Interval;
                await RoundAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // Whatever it was: the next round looks at the same things again.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                logger.ProgressFailed(exception);
            }
        }
    }

    private async Task RefreshToldAsync(DateTimeOffset until, CancellationToken stoppingToken)
    {
        while (true)
        {
            while (_told.Reader.TryRead(out var upload))
            {
                if (feeds.Find(upload) is { } feed)
                {
                    await feeds.RefreshAsync(feed, stoppingToken);
                }
            }

            var left = until - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
            {
                return;
            }

            try
            {
                await _told.Reader.WaitToReadAsync(stoppingToken).AsTask().WaitAsync(left, time, stoppingToken);
            }
            catch (TimeoutException)
            {
                return;
            }
        }
    }

    private async Task RoundAsync(CancellationToken stoppingToken)
    {
        if (feeds.IsIdle)
        {
            _position = null;
            return;
        }

        foreach (var feed in await ChangedAsync(stoppingToken))
        {
            await feeds.RefreshAsync(feed, stoppingToken);
        }

        foreach (var feed in feeds.Watched)
        {
            await feeds.CountAsync(feed, stoppingToken);
        }

        if (time.GetUtcNow() - _rightsChecked >= options.Value.CheckRights)
        {
            _rightsChecked = time.GetUtcNow();
            await CheckRightsAsync(stoppingToken);
        }
    }

    private async ValueTask<IReadOnlyCollection<ProgressFeed>> ChangedAsync(CancellationToken stoppingToken)
    {
        if (_position is not { } position)
        {
            _position = await metadata.ReadAsync(transaction => transaction.History.LastAsync(), stoppingToken);
            return [.. feeds.Watched];
        }

        var changed = new HashSet<ProgressFeed>();
        int count;
        do
        {
            var entries = await metadata.ReadAsync(transaction => transaction.History.ListAsync(position, Page), stoppingToken);
            foreach (var entry in entries)
            {
                position = entry.Position;
                if (feeds.Find(entry.Upload) is { } feed)
                {
                    changed.Add(feed);
                }
            }

            count = entries.Count;
        }
        while (count == Page);

        _position = position;
        return changed;
    }

    /// <summary>Whoever was shut out of a space, or whose upload was removed, sees no more of it.</summary>
    private async Task CheckRightsAsync(CancellationToken stoppingToken)
    {
        foreach (var some in feeds.Watched.Chunk(Page))
        {
            var ends = await metadata.ReadAsync(async transaction =>
            {
                var found = new List<(ProgressFeed Feed, FeedEnd End)>();
                foreach (var feed in some)
                {
                    if (await transaction.Uploads.FindAsync(feed.Upload) is not { } session)
                    {
                        found.Add((feed, FeedEnd.Gone));
                    }
                    else if (await transaction.Spaces.RoleOfAsync(session.Space, feed.User) is null)
                    {
                        found.Add((feed, FeedEnd.Forbidden));
                    }
                }

                return found;
            }, stoppingToken);
            foreach (var (feed, end) in ends)
            {
                feed.Show(feed.State with { End = end });
            }
        }
    }
}
