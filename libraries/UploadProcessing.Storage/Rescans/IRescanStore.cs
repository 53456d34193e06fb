using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Rescans;

/// <summary>Rescans and quarantined revisions, within one transaction.</summary>
public interface IRescanStore
{
    /// <summary>Adds a rescan.</summary>
    ValueTask AddAsync(Rescan rescan);

    /// <summary>The rescan, or null.</summary>
    ValueTask<Rescan?> FindAsync(RescanId rescan);

    /// <summary>The newest rescans, or those that have not ended.</summary>
    ValueTask<IReadOnlyList<Rescan>> ListAsync(bool underWayOnly, int limit);

    /// <summary>Notes how far a rescan is: everything but what it was asked for.</summary>
    ValueTask UpdateAsync(Rescan rescan);

    /// <summary>Notes that a revision's steps are asked, or asked again.</summary>
    ValueTask AskAsync(RescanId rescan, UploadId revision, DateTimeOffset now);

    /// <summary>Notes that they have answered.</summary>
    /// <returns>Whether that was waited for.</returns>
    ValueTask<bool> AnswerAsync(RescanId rescan, UploadId revision);

    /// <summary>How many are asked.</summary>
    ValueTask<int> CountAskedAsync(RescanId rescan);

    /// <summary>Revisions that were asked before <paramref name="before"/>.</summary>
    ValueTask<IReadOnlyList<UploadId>> ListAskedAsync(RescanId rescan, DateTimeOffset before, int limit);

    /// <summary>Shuts a revision away; null reason: lets it out again.</summary>
    /// <returns>Whether there is such a revision, and it was not so before.</returns>
    ValueTask<bool> QuarantineAsync(UploadId revision, string? reason, DateTimeOffset now);

    /// <summary>What is shut away, by id, behind <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<QuarantinedFile>> ListQuarantinedAsync(UploadId? after, int limit);
}
