using UploadProcessing.Contracts;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Upload sessions, within one transaction.</summary>
public interface IUploadStore
{
    /// <summary>Adds a session.</summary>
    ValueTask AddAsync(UploadSession session);

    /// <summary>The session, or null.</summary>
    ValueTask<UploadSession?> FindAsync(UploadId upload);

    /// <summary>Moves a session on: its state, its reason and what it still holds of the quota.</summary>
    ValueTask MoveAsync(UploadId upload, UploadState state, string? reason, long reservedBytes, DateTimeOffset now);

    /// <summary>Notes what the mandatory steps were given; <see cref="MoveAsync"/> has made the session one that is being processed.</summary>
    /// <param name="upload">The session.</param>
    /// <param name="run">The run.</param>
    /// <param name="marks">What steps have remarked that are not done again.</param>
    ValueTask BeginRunAsync(UploadId upload, UploadRun run, IReadOnlyList<string> marks);

    /// <summary>Notes why an upload that was being processed has ended, and what steps before that remarked.</summary>
    ValueTask FailAsync(UploadId upload, ProcessingFailure failure, IReadOnlyList<string> marks);

    /// <summary>Notes what came of the steps: what they remarked, and whether the file is new.</summary>
    ValueTask PassAsync(UploadId upload, bool created, IReadOnlyList<string> marks);

    /// <summary>Sessions being processed whose steps were asked for before <paramref name="askedBefore"/>, the longest ago first.</summary>
    ValueTask<IReadOnlyList<UploadSession>> ListUnansweredAsync(DateTimeOffset askedBefore, int limit);

    /// <summary>Sessions being processed that have no steps and began before <paramref name="before"/>: whoever accepted them has died.</summary>
    ValueTask<IReadOnlyList<UploadSession>> ListAcceptedAsync(DateTimeOffset before, int limit);

    /// <summary>Notes that the steps of a session are asked for again.</summary>
    ValueTask AskAgainAsync(UploadId upload, DateTimeOffset now);

    /// <summary>Sessions being processed into a folder, by name and then by age; <paramref name="name"/> null: of all names after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<UploadSession>> ListProcessingAsync(NodeId parent, string? name, string? after, int limit);

    /// <summary>The session that this user created with that key of theirs, or null.</summary>
    ValueTask<UploadSession?> FindByKeyAsync(UserId user, string idempotencyKey);

    /// <summary>Says how long an upload will be that did not know it.</summary>
    ValueTask SetLengthAsync(UploadId upload, long length);

    /// <summary>Moves the end of an idle upload.</summary>
    ValueTask ExtendAsync(UploadId upload, DateTimeOffset expiresAt);

    /// <summary>Says where the checksummed chunk begins that is arriving; null: none is.</summary>
    ValueTask MarkChunkAsync(UploadId upload, long? start);

    /// <summary>Says what a final upload joins.</summary>
    ValueTask AddPartsAsync(UploadId final, IReadOnlyList<UploadId> parts);

    /// <summary>What a final upload joins, in order; one may be there twice.</summary>
    ValueTask<IReadOnlyList<UploadId>> ListPartsAsync(UploadId final);

    /// <summary>The final uploads still waiting that join a part.</summary>
    ValueTask<IReadOnlyList<UploadId>> ListFinalsAsync(UploadId part);

    /// <summary>Final uploads still waiting for their parts or for being joined; by id, after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<UploadId>> ListWaitingFinalsAsync(UploadId? after, int limit);

    /// <summary>What a user has under way, in all spaces.</summary>
    ValueTask<UploadsUnderWay> UnderWayAsync(UserId user);

    /// <summary>Sessions under way whose time is over, the oldest first.</summary>
    ValueTask<IReadOnlyList<UploadId>> ListExpiredAsync(DateTimeOffset now, int limit);

    /// <summary>Sessions that began before <paramref name="before"/>, still wait for bytes and cannot be resumed; by id, after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<UploadId>> ListUnresumableAsync(DateTimeOffset before, UploadId? after, int limit);

    /// <summary>Sessions for an operator, the newest first; parts of files are none of them.</summary>
    ValueTask<IReadOnlyList<UploadSession>> ListAsync(UploadFilter filter, int limit);

    /// <summary>How many sessions are under way: received or processed.</summary>
    ValueTask<(long Receiving, long Processing)> CountUnderWayAsync();

    /// <summary>How many sessions have been processed since before <paramref name="since"/>, and since when the oldest has.</summary>
    ValueTask<Backlog> ProcessingSinceAsync(DateTimeOffset since);

    /// <summary>Forgets one session that has ended; nothing depends on it.</summary>
    ValueTask RemoveAsync(UploadId upload);

    /// <summary>Forgets up to <paramref name="limit"/> sessions that ended before <paramref name="before"/>.</summary>
    /// <returns>How many.</returns>
    ValueTask<int> ForgetAsync(DateTimeOffset before, int limit);
}
