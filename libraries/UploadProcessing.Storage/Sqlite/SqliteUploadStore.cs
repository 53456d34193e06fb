using System.Text.Json;
using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.History;
using UploadProcessing.Storage.Outbox;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteUploadStore(SqliteMetadataTransaction transaction, SqliteHistoryStore history) : IUploadStore
{
    public ValueTask AddAsync(UploadSession session)
    {
        transaction.Execute(
            """
            INSERT INTO uploads (id, kind, space_id, parent_id, name, user_id, length, modified_at, checksum, if_match, if_not_exist,
                if_unmodified_since, reserved, resumable, metadata, concat, idempotency_key, state, reason, trace_parent, created_at,
                expires_at, ends_at)
            VALUES ($id, $kind, $space, $parent, $name, $user, $length, $modified, $checksum, $ifMatch, $ifNotExist,
                $ifUnmodified, $reserved, $resumable, $metadata, $concat, $key, $state, $reason, $trace, $created,
                $expires, $ends)
            """,
            ("$id", session.Id.ToString()),
            ("$kind", session.Kind.ToColumn()),
            ("$space", session.Space.ToString()),
            ("$parent", session.Parent.ToString()),
            ("$name", session.Name),
            ("$user", session.User.Value),
            ("$length", session.Length),
            ("$modified", session.ModifiedAt?.ToUnixTimeMilliseconds()),
            ("$checksum", session.Checksum?.ToString()),
            ("$ifMatch", session.Preconditions.IfMatch),
            ("$ifNotExist", session.Preconditions.IfNotExist ? 1 : 0),
            ("$ifUnmodified", session.Preconditions.IfUnmodifiedSince?.ToUnixTimeMilliseconds()),
            ("$reserved", session.ReservedBytes),
            ("$resumable", session.Resumable ? 1 : 0),
            ("$metadata", session.Metadata),
            ("$concat", session.Concat),
            ("$key", session.IdempotencyKey),
            ("$state", session.State.ToColumn()),
            ("$reason", session.Reason),
            ("$trace", session.TraceParent),
            ("$created", session.CreatedAt.ToUnixTimeMilliseconds()),
            ("$expires", session.ExpiresAt.ToUnixTimeMilliseconds()),
            ("$ends", session.EndsAt.ToUnixTimeMilliseconds()));
        history.Add(session.Id, HistoryKind.Started, session.CreatedAt);
        return ValueTask.CompletedTask;
    }

    public ValueTask<UploadSession?> FindAsync(UploadId upload) => new(
        transaction.First("SELECT * FROM uploads WHERE id = $id", Read, ("$id", upload.ToString())));

    public ValueTask BeginRunAsync(UploadId upload, UploadRun run, IReadOnlyList<string> marks)
    {
        transaction.Execute(
            """
            UPDATE uploads SET run = $run, steps = $steps, received = $received, digest = $digest, passed_checksum = $checksum,
              processing_since = $since, asked_at = $since, cause = $cause, marks = $marks, created = NULL,
              refusal = NULL, failed_step = NULL, keeps_bytes = 0
            WHERE id = $id
            """,
            ("$run", run.Number),
            ("$steps", Columns.ToColumn(run.Steps)),
            ("$received", run.Received.Length),
            ("$digest", run.Received.Digest.ToString()),
            ("$checksum", run.Received.Checksum?.ToString()),
            ("$since", run.Since.ToUnixTimeMilliseconds()),
            ("$cause", run.Cause),
            ("$marks", Columns.ToColumn(marks)),
            ("$id", upload.ToString()));
        history.Add(upload, HistoryKind.Processing, run.Since, run.Number);
        return ValueTask.CompletedTask;
    }

    public ValueTask FailAsync(UploadId upload, ProcessingFailure failure, IReadOnlyList<string> marks)
    {
        transaction.Execute(
            "UPDATE uploads SET refusal = $refusal, failed_step = $step, keeps_bytes = $keeps, marks = $marks WHERE id = $id",
            ("$refusal", failure.Refusal.ToColumn()),
            ("$step", failure.Step),
            ("$keeps", failure.KeepBytes ? 1 : 0),
            ("$marks", Columns.ToColumn(marks)),
            ("$id", upload.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask PassAsync(UploadId upload, bool created, IReadOnlyList<string> marks)
    {
        transaction.Execute(
            "UPDATE uploads SET created = $created, marks = $marks WHERE id = $id",
            ("$created", created ? 1 : 0), ("$marks", Columns.ToColumn(marks)), ("$id", upload.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<UploadSession>> ListUnansweredAsync(DateTimeOffset askedBefore, int limit) => new(
        transaction.All(
            "SELECT * FROM uploads WHERE state = 'processing' AND steps IS NOT NULL AND asked_at < $before ORDER BY asked_at LIMIT $limit", Read,
            ("$before", askedBefore.ToUnixTimeMilliseconds()), ("$limit", limit)));

    public ValueTask<IReadOnlyList<UploadSession>> ListAcceptedAsync(DateTimeOffset before, int limit) => new(
        transaction.All(
            "SELECT * FROM uploads WHERE state = 'processing' AND steps IS NULL AND asked_at < $before ORDER BY asked_at LIMIT $limit", Read,
            ("$before", before.ToUnixTimeMilliseconds()), ("$limit", limit)));

    public ValueTask AskAgainAsync(UploadId upload, DateTimeOffset now) => Set(upload, "asked_at = $value", now.ToUnixTimeMilliseconds());

    public ValueTask<IReadOnlyList<UploadSession>> ListProcessingAsync(NodeId parent, string? name, string? after, int limit) => new(
        transaction.All(
            """
            SELECT * FROM uploads WHERE state = 'processing' AND parent_id = $parent AND ($name IS NULL OR name = $name) AND name > $after
            ORDER BY name, id LIMIT $limit
            """,
            Read,
            ("$parent", parent.ToString()),
            ("$name", name),
            ("$after", after ?? ""),
            ("$limit", limit)));

    public ValueTask<UploadSession?> FindByKeyAsync(UserId user, string idempotencyKey) => new(
        transaction.First(
            "SELECT * FROM uploads WHERE user_id = $user AND idempotency_key = $key", Read, ("$user", user.Value), ("$key", idempotencyKey)));

    public ValueTask SetLengthAsync(UploadId upload, long length) => Set(upload, "length = $value", length);

    public ValueTask ExtendAsync(UploadId upload, DateTimeOffset expiresAt) =>
        Set(upload, "expires_at = $value", expiresAt.ToUnixTimeMilliseconds());

    public ValueTask MarkChunkAsync(UploadId upload, long? start) => Set(upload, "chunk_start = $value", start);

    public ValueTask AddPartsAsync(UploadId final, IReadOnlyList<UploadId> parts)
    {
        for (var place = 0; place < parts.Count; place++)
        {
            transaction.Execute(
                "INSERT INTO upload_parts (final_id, place, part_id) VALUES ($final, $place, $part)",
                ("$final", final.ToString()),
                ("$place", place),
                ("$part", parts[place].ToString()));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<UploadId>> ListPartsAsync(UploadId final) => new(
        transaction.All(
            "SELECT part_id AS id FROM upload_parts WHERE final_id = $final ORDER BY place", ReadId, ("$final", final.ToString())));

    public ValueTask<IReadOnlyList<UploadId>> ListFinalsAsync(UploadId part) => new(
        transaction.All(
            """
            SELECT DISTINCT uploads.id FROM upload_parts JOIN uploads ON uploads.id = upload_parts.final_id
            WHERE upload_parts.part_id = $part AND uploads.state = 'receiving' ORDER BY uploads.id
            """,
            ReadId,
            ("$part", part.ToString())));

    public ValueTask<IReadOnlyList<UploadId>> ListWaitingFinalsAsync(UploadId? after, int limit) => new(
        transaction.All(
            "SELECT id FROM uploads WHERE state = 'receiving' AND kind = 'final' AND id > $after ORDER BY id LIMIT $limit",
            ReadId,
            ("$after", after?.ToString() ?? ""),
            ("$limit", limit)));

    public ValueTask MoveAsync(UploadId upload, UploadState state, string? reason, long reservedBytes, DateTimeOffset now)
    {
        transaction.Execute(
            "UPDATE uploads SET state = $state, reason = $reason, reserved = $reserved, ended_at = $ended WHERE id = $id",
            ("$state", state.ToColumn()),
            ("$reason", reason),
            ("$reserved", reservedBytes),
            ("$ended", state is UploadState.Finalized or UploadState.Aborted ? now.ToUnixTimeMilliseconds() : null),
            ("$id", upload.ToString()));
        if (state is UploadState.Finalized or UploadState.Aborted)
        {
            history.Add(upload, state is UploadState.Finalized ? HistoryKind.Finalized : HistoryKind.Aborted, now, detail: reason);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<UploadsUnderWay> UnderWayAsync(UserId user) => new(
        transaction.First(
            "SELECT count(*) AS sessions, ifnull(sum(reserved), 0) AS reserved FROM uploads WHERE state IN ('receiving', 'processing') AND user_id = $user",
            row => new UploadsUnderWay(row.Number("sessions")!.Value, row.Number("reserved")!.Value),
            ("$user", user.Value)));

    public ValueTask<IReadOnlyList<UploadId>> ListExpiredAsync(DateTimeOffset now, int limit) => new(
        transaction.All(
            "SELECT id FROM uploads WHERE state IN ('receiving', 'processing') AND expires_at <= $now ORDER BY expires_at LIMIT $limit",
            ReadId,
            ("$now", now.ToUnixTimeMilliseconds()),
            ("$limit", limit)));

    public ValueTask<IReadOnlyList<UploadId>> ListUnresumableAsync(DateTimeOffset before, UploadId? after, int limit) => new(
        transaction.All(
            """
            SELECT id FROM uploads WHERE state = 'receiving' AND resumable = 0 AND created_at < $before AND id > $after
            ORDER BY id LIMIT $limit
            """,
            ReadId,
            ("$before", before.ToUnixTimeMilliseconds()),
            ("$after", after?.ToString() ?? ""),
            ("$limit", limit)));

    // Ids grow with time, so their order is that of creation.
    public ValueTask<IReadOnlyList<UploadSession>> ListAsync(UploadFilter filter, int limit) => new(
        transaction.All(
            """
            SELECT * FROM uploads WHERE kind <> 'partial' AND ($state IS NULL OR state = $state) AND ($space IS NULL OR space_id = $space)
                AND ($user IS NULL OR user_id = $user) AND ($created IS NULL OR created_at < $created) AND ($before IS NULL OR id < $before)
            ORDER BY id DESC LIMIT $limit
            """,
            Read,
            ("$state", filter.State?.ToColumn()),
            ("$space", filter.Space?.ToString()),
            ("$user", filter.User?.Value),
            ("$created", filter.CreatedBefore?.ToUnixTimeMilliseconds()),
            ("$before", filter.Before?.ToString()),
            ("$limit", limit)));

    public ValueTask<(long Receiving, long Processing)> CountUnderWayAsync() => new(
        transaction.First(
            """
            SELECT ifnull(sum(state = 'receiving'), 0) AS receiving, ifnull(sum(state = 'processing'), 0) AS processing
            FROM uploads WHERE state IN ('receiving', 'processing')
            """,
            row => (row.Number("receiving")!.Value, row.Number("processing")!.Value)));

    public ValueTask<Backlog> ProcessingSinceAsync(DateTimeOffset since) => new(
        transaction.First(
            "SELECT count(*) AS events, min(processing_since) AS oldest FROM uploads WHERE state = 'processing' AND processing_since < $since",
            row => new Backlog(row.Number("events")!.Value, row.TimeOrNull("oldest")),
            ("$since", since.ToUnixTimeMilliseconds()))!);

    public ValueTask RemoveAsync(UploadId upload)
    {
        transaction.Execute("DELETE FROM uploads WHERE id = $id", ("$id", upload.ToString()));
        transaction.Execute("DELETE FROM upload_parts WHERE final_id = $id", ("$id", upload.ToString()));
        transaction.Execute("DELETE FROM history WHERE upload_id = $id", ("$id", upload.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> ForgetAsync(DateTimeOffset before, int limit)
    {
        var forgotten = transaction.All(
            "SELECT id FROM uploads WHERE ended_at < $before LIMIT $limit",
            row => row.Text("id")!,
            ("$before", before.ToUnixTimeMilliseconds()),
            ("$limit", limit));
        var ids = JsonSerializer.Serialize(forgotten);
        transaction.Execute("DELETE FROM uploads WHERE id IN (SELECT value FROM json_each($ids))", ("$ids", ids));
        transaction.Execute("DELETE FROM upload_parts WHERE final_id IN (SELECT value FROM json_each($ids))", ("$ids", ids));
        transaction.Execute("DELETE FROM history WHERE upload_id IN (SELECT value FROM json_each($ids))", ("$ids", ids));
        return new(forgotten.Count);
    }

    private ValueTask Set(UploadId upload, string assignment, long? value)
    {
        transaction.Execute($"UPDATE uploads SET {assignment} WHERE id = $id", ("$value", value), ("$id", upload.ToString()));
        return ValueTask.CompletedTask;
    }

    private static UploadId ReadId(SqliteDataReader row) => row.Upload("id")!.Value;

    private static UploadRun? ReadRun(SqliteDataReader row) => row.Number("run") is > 0 and var number
        ? new UploadRun(
            (int)number,
            row.Texts("steps") ?? [],
            new ReceivedBytes(row.Number("received")!.Value, row.Checksum("digest")!, row.Checksum("passed_checksum")),
            row.Time("processing_since"),
            row.Text("cause"))
        : null;

    private static UploadSession Read(SqliteDataReader row) => new()
    {
        Id = row.Upload("id")!.Value,
        Kind = row.Enum<UploadKind>("kind"),
        Space = row.Space("space_id"),
        Parent = row.Node("parent_id")!.Value,
        Name = row.Text("name")!,
        User = new UserId(row.Text("user_id")!),
        Length = row.Number("length"),
        ModifiedAt = row.TimeOrNull("modified_at"),
        Checksum = row.Checksum("checksum"),
        Preconditions = new UploadPreconditions(row.Text("if_match"), row.Number("if_not_exist") == 1, row.TimeOrNull("if_unmodified_since")),
        ReservedBytes = row.Number("reserved")!.Value,
        Resumable = row.Number("resumable") == 1,
        Metadata = row.Text("metadata"),
        Concat = row.Text("concat"),
        IdempotencyKey = row.Text("idempotency_key"),
        ChunkStart = row.Number("chunk_start"),
        State = row.Enum<UploadState>("state"),
        Reason = row.Text("reason"),
        Run = ReadRun(row),
        Failure = row.Text("refusal") is null
            ? null
            : new ProcessingFailure(row.Enum<Refusal>("refusal"), row.Text("failed_step"), row.Number("keeps_bytes") == 1),
        Marks = row.Texts("marks") ?? [],
        Created = row.Number("created") is { } created ? created == 1 : null,
        TraceParent = row.Text("trace_parent"),
        CreatedAt = row.Time("created_at"),
        ExpiresAt = row.Time("expires_at"),
        EndsAt = row.Time("ends_at"),
    };
}
