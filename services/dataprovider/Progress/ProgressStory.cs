using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Storage.History;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>Tells what happened to an upload: a message for each thing, with the upload as it was then. Pure, so that every dataprovider
/// tells the same story, before a restart and after it.</summary>
internal static class ProgressStory
{
    /// <summary>The messages, in order.</summary>
    /// <param name="facts">What is known.</param>
    /// <param name="restarts">How often whoever uploads may have it processed again.</param>
    public static IReadOnlyList<ProgressMessage> Messages(ProgressFacts facts, int restarts)
    {
        var messages = new List<ProgressMessage>();
        var progress = Begin(facts.Session);
        foreach (var entry in facts.History)
        {
            if (entry.Kind is HistoryKind.Step && entry.Run != progress.Run)
            {
                // Told too late, of a run that is over.
                continue;
            }

            progress = After(progress, entry, facts, restarts) with { Position = entry.Position };
            messages.Add(new ProgressMessage(NameOf(entry.Kind), entry.Position, progress));
        }

        return messages;
    }

    /// <summary>The upload as it is now.</summary>
    public static UploadProgress Now(ProgressFacts facts, IReadOnlyList<ProgressMessage> messages, int restarts)
    {
        var last = messages.Count > 0 ? messages[^1].Data : Begin(facts.Session);
        return facts.Session.State switch
        {
            UploadState.Receiving => last with { Offset = facts.Size, Length = facts.Session.Length },
            var state when StateOf(state) == last.State => last,
            // From before there was a history.
            UploadState.Processing => Processing(last, facts, facts.Session.Run!.Number, facts.Session.Run.Since),
            var state => Ended(last, facts, StateOf(state), at: null, restarts),
        };
    }

    private static UploadProgress Begin(UploadSession session) => new()
    {
        UploadId = session.Id,
        State = ProgressState.Receiving,
        Name = session.Name,
        Offset = 0,
        Length = session.Length,
        CreatedAt = session.CreatedAt,
    };

    private static UploadProgress After(UploadProgress progress, HistoryEntry entry, ProgressFacts facts, int restarts) => entry.Kind switch
    {
        HistoryKind.Processing => Processing(progress, facts, entry.Run!.Value, entry.At),
        HistoryKind.Step => progress with { Steps = StepsStory.After(progress.Steps, entry.Change!) },
        HistoryKind.Finalized => Ended(progress, facts, ProgressState.Finalized, entry.At, restarts),
        // Not the last end, if it was restarted since: the reason is in the entry.
        HistoryKind.Aborted => Ended(progress, facts, ProgressState.Aborted, entry.At, restarts) with { Reason = entry.Detail },
        _ => progress,
    };

    private static UploadProgress Processing(UploadProgress progress, ProgressFacts facts, int run, DateTimeOffset at) => progress with
    {
        State = ProgressState.Processing,
        Offset = facts.Session.Run!.Received.Length,
        Length = facts.Session.Run.Received.Length,
        Run = run,
        // Of an earlier run nobody knows any more what it would have consisted of, only what it came to.
        Steps = run == facts.Session.Run.Number ? StepsStory.Begin(facts.Session.Run.Steps) : [],
        ReceivedAt = progress.ReceivedAt ?? at,
        EndedAt = null,
        FailedStep = null,
        Reason = null,
        MayRestart = null,
    };

    private static UploadProgress Ended(UploadProgress progress, ProgressFacts facts, ProgressState state, DateTimeOffset? at, int restarts)
    {
        var session = facts.Session;
        if (state is ProgressState.Finalized)
        {
            return progress with
            {
                State = state,
                Offset = facts.Size,
                Length = facts.Size,
                Steps = StepsStory.AllPassed(progress.Steps),
                EndedAt = at,
                ReceivedAt = progress.ReceivedAt ?? at,
                FileId = facts.File is { } file ? new FileId(file.Space, file.Id).ToString() : null,
                ETag = facts.File?.ETag,
            };
        }

        var isLast = session.State is UploadState.Aborted && (progress.Run ?? 0) == (session.Run?.Number ?? 0);
        return progress with
        {
            State = state,
            EndedAt = at,
            FailedStep = isLast ? session.Failure?.Step : progress.Steps.FirstOrDefault(step => step.State == "failed")?.Name,
            Reason = session.Reason,
            MayRestart = isLast && session is { Failure.KeepBytes: true, Run.Number: var number } && number <= restarts ? true : null,
        };
    }

    private static ProgressState StateOf(UploadState state) => state switch
    {
        UploadState.Receiving => ProgressState.Receiving,
        UploadState.Processing => ProgressState.Processing,
        UploadState.Finalized => ProgressState.Finalized,
        _ => ProgressState.Aborted,
    };

    private static string NameOf(HistoryKind kind) => kind switch
    {
        HistoryKind.Started => ProgressEvent.Started,
        HistoryKind.Processing => ProgressEvent.Processing,
        HistoryKind.Step => ProgressEvent.Step,
        HistoryKind.Finalized => ProgressEvent.Finalized,
        HistoryKind.Aborted => ProgressEvent.Aborted,
        _ => ProgressEvent.Operated,
    };
}
