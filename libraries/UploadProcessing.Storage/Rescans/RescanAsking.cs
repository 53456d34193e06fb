using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Rescans;

/// <summary>Asks the steps of a rescan about the next files, within a transaction.</summary>
internal static class RescanAsking
{
    /// <summary>How many files of one rescan are asked about at once: enough to keep scanners busy, few enough that uploads get through.</summary>
    public const int Window = 20;

    private const int Page = 100;

    // Of pages of files among which none was to be asked about; the next sweep goes on.
    private const int PagesAtOnce = 1_000;

    /// <summary>Asks about as many files as there is room for, of the next page of them; ends the rescan behind the last answer.</summary>
    /// <returns>The rescan as it is then.</returns>
    public static async ValueTask<Rescan> AskMoreAsync(IMetadataTransaction transaction, Rescan rescan, DateTimeOffset now)
    {
        var room = Window - await transaction.Rescans.CountAskedAsync(rescan.Id);
        if (room > 0 && !rescan.Listed)
        {
            var revisions = await transaction.Nodes.ListRevisionsAsync(rescan.Position, Page);
            foreach (var revision in revisions)
            {
                if (room == 0)
                {
                    break;
                }

                rescan = rescan with { Position = revision.Id };
                if ((rescan.Space is null || rescan.Space == revision.Space) && await TryAskAsync(transaction, rescan, revision, now))
                {
                    room--;
                }
            }

            rescan = rescan with { Listed = revisions.Count < Page && (revisions.Count == 0 || rescan.Position == revisions[^1].Id) };
        }

        if (rescan.Listed && await transaction.Rescans.CountAskedAsync(rescan.Id) == 0)
        {
            rescan = rescan with { EndedAt = now };
        }

        await transaction.Rescans.UpdateAsync(rescan);
        return rescan;
    }

    /// <summary>Reads on, a transaction each page, while no answer is under way that would do so: pages of other spaces' files, or of what nobody sees any more.</summary>
    public static async ValueTask ReadOnAsync(IMetadataStore metadata, RescanId id, TimeProvider time, CancellationToken cancellationToken)
    {
        for (var page = 0; page < PagesAtOnce && await metadata.ReadAsync(transaction => IsIdleAsync(transaction, id), cancellationToken); page++)
        {
            await metadata.WriteAsync(
                async transaction => await transaction.Rescans.FindAsync(id) is { EndedAt: null } rescan ? await AskMoreAsync(transaction, rescan, time.GetMilliseconds()) : null,
                cancellationToken);
        }
    }

    /// <summary>Owes the event that asks about one file.</summary>
    /// <returns>False when the revision is no longer what its file shows: nobody gets to see it.</returns>
    public static async ValueTask<bool> TryAskAsync(IMetadataTransaction transaction, Rescan rescan, Revision revision, DateTimeOffset now)
    {
        if (await transaction.Nodes.FindAsync(revision.Node) is not { Parent: not null } file || file.Revision != revision.Id
            || await transaction.Spaces.FindAsync(revision.Space) is not { } space || !await transaction.Nodes.IsAttachedAsync(file.Id))
        {
            return false;
        }

        await transaction.Outbox.OweAsync(OwedEvent.Rescan(rescan, file, revision, space.Owner, now));
        await transaction.Rescans.AskAsync(rescan.Id, revision.Id, now);
        return true;
    }

    private static async ValueTask<bool> IsIdleAsync(IMetadataTransaction transaction, RescanId id) =>
        await transaction.Rescans.FindAsync(id) is { EndedAt: null } && await transaction.Rescans.CountAskedAsync(id) == 0;
}
