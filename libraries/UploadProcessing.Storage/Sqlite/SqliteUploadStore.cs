using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteUploadStore(SqliteMetadataTransaction transaction) : IUploadStore
{
    public ValueTask AddAsync(UploadSession session)
    {
        transaction.Execute(
            """
            INSERT INTO uploads (id, space_id, parent_id, name, user_id, length, modified_at, checksum, if_match, if_not_exist,
                if_unmodified_since, reserved, resumable, state, reason, trace_parent, created_at, expires_at)
            VALUES ($id, $space, $parent, $name, $user, $length, $modified, $checksum, $ifMatch, $ifNotExist,
                $ifUnmodified, $reserved, $resumable, $state, $reason, $trace, $created, $expires)
            """,
            ("$id", session.Id.ToString()),
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
            ("$state", session.State.ToColumn()),
            ("$reason", session.Reason),
            ("$trace", session.TraceParent),
            ("$created", session.CreatedAt.ToUnixTimeMilliseconds()),
            ("$expires", session.ExpiresAt.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<UploadSession?> FindAsync(UploadId upload) => new(
        transaction.First("SELECT * FROM uploads WHERE id = $id", Read, ("$id", upload.ToString())));

    public ValueTask MoveAsync(UploadId upload, UploadState state, string? reason, long reservedBytes, DateTimeOffset now)
    {
        transaction.Execute(
            "UPDATE uploads SET state = $state, reason = $reason, reserved = $reserved, ended_at = $ended WHERE id = $id",
            ("$state", state.ToColumn()),
            ("$reason", reason),
            ("$reserved", reservedBytes),
            ("$ended", state is UploadState.Finalized or UploadState.Aborted ? now.ToUnixTimeMilliseconds() : null),
            ("$id", upload.ToString()));
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

    public ValueTask<int> ForgetAsync(DateTimeOffset before, int limit) => new(
        transaction.Execute(
            "DELETE FROM uploads WHERE id IN (SELECT id FROM uploads WHERE ended_at < $before LIMIT $limit)",
            ("$before", before.ToUnixTimeMilliseconds()),
            ("$limit", limit)));

    private static UploadId ReadId(SqliteDataReader row) => row.Upload("id")!.Value;

    private static UploadSession Read(SqliteDataReader row) => new()
    {
        Id = row.Upload("id")!.Value,
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
        State = row.Enum<UploadState>("state"),
        Reason = row.Text("reason"),
        TraceParent = row.Text("trace_parent"),
        CreatedAt = row.Time("created_at"),
        ExpiresAt = row.Time("expires_at"),
    };
}
