using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Storage.History;

/// <summary>What happened to uploads, within one transaction. It is forgotten with their sessions.</summary>
public interface IHistoryStore
{
    /// <summary>Notes that somebody intervened.</summary>
    ValueTask AddAsync(UploadId upload, string operation, DateTimeOffset now);

    /// <summary>Notes the changes of steps that are not noted yet.</summary>
    ValueTask AddAsync(UploadId upload, int run, IReadOnlyList<StepChange> changes);

    /// <summary>What happened to one upload after a position, in order.</summary>
    ValueTask<IReadOnlyList<HistoryEntry>> ListAsync(UploadId upload, long after, int limit);

    /// <summary>What happened to any upload after a position, in order.</summary>
    ValueTask<IReadOnlyList<HistoryEntry>> ListAsync(long after, int limit);

    /// <summary>What happened to the uploads of a space after a position, in order; parts of files are none of them.</summary>
    ValueTask<IReadOnlyList<SpaceEntry>> ListAsync(SpaceId space, long after, int limit);

    /// <summary>The last position; 0 when nothing has happened yet.</summary>
    ValueTask<long> LastAsync();
}
