using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>What the watchers of one upload in this process share. Nothing is kept for any of them: each remembers how far it has come, so
/// one that is slow misses counts of bytes and nothing else.</summary>
internal sealed class ProgressFeed(UploadId upload, UserId user)
{
    private static readonly FeedState s_unknown = new([], null, FeedEnd.None);

    private readonly Lock _lock = new();
    private TaskCompletionSource _changed = NewSignal();

    public UploadId Upload => upload;

    /// <summary>Whose upload it is: whoever watches does so in their name.</summary>
    public UserId User => user;

    /// <summary>How many watch.</summary>
    public int Watchers { get; set; }

    /// <summary>What there is to see.</summary>
    public FeedState State { get; private set; } = s_unknown;

    /// <summary>Bytes per second.</summary>
    public ArrivalRate Rate { get; } = new();

    /// <summary>What there is to see, and what completes when that is no longer all.</summary>
    public (FeedState State, Task Changed) Look()
    {
        lock (_lock)
        {
            return (State, _changed.Task);
        }
    }

    public void Show(FeedState state)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            // Two may look at once: what was seen first is not shown after what was seen later.
            if (State.End is FeedEnd.Forbidden or FeedEnd.Gone || state == State || state.Now?.Position < State.Now?.Position)
            {
                return;
            }

            State = state;
            changed = _changed;
            _changed = NewSignal();
        }

        changed.SetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>What there is to see of an upload.</summary>
/// <param name="Messages">What happened to it.</param>
/// <param name="Now">As it is; null before the first look.</param>
/// <param name="End">Whether there is more to come.</param>
internal sealed record FeedState(IReadOnlyList<ProgressMessage> Messages, UploadProgress? Now, FeedEnd End);

/// <summary>Why nothing more is to come.</summary>
internal enum FeedEnd
{
    /// <summary>More is.</summary>
    None,

    /// <summary>It has ended.</summary>
    Ended,

    /// <summary>There is no such upload any more.</summary>
    Gone,

    /// <summary>Whoever uploads may no longer see the space.</summary>
    Forbidden,
}
