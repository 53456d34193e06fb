using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Rescans;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteRescanStore(SqliteMetadataTransaction transaction) : IRescanStore
{
    public ValueTask AddAsync(Rescan rescan)
    {
        transaction.Execute(
            "INSERT INTO rescans (id, space_id, steps, begun_at) VALUES ($id, $space, $steps, $begun)",
            ("$id", rescan.Id.ToString()),
            ("$space", rescan.Space?.ToString()),
            ("$steps", Columns.ToColumn(rescan.Steps)),
            ("$begun", rescan.BegunAt.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<Rescan?> FindAsync(RescanId rescan) => new(
        transaction.First("SELECT * FROM rescans WHERE id = $id", Read, ("$id", rescan.ToString())));

    public ValueTask<IReadOnlyList<Rescan>> ListAsync(bool underWayOnly, int limit) => new(
        transaction.All(
            "SELECT * FROM rescans WHERE $all OR ended_at IS NULL ORDER BY begun_at DESC, id DESC LIMIT $limit", Read,
            ("$all", underWayOnly ? 0 : 1), ("$limit", limit)));

    public ValueTask UpdateAsync(Rescan rescan)
    {
        transaction.Execute(
            """
            UPDATE rescans SET position = $position, listed = $listed, ended_at = $ended, passed = $passed, found = $found, undecided = $undecided
            WHERE id = $id
            """,
            ("$position", rescan.Position?.ToString()),
            ("$listed", rescan.Listed ? 1 : 0),
            ("$ended", rescan.EndedAt?.ToUnixTimeMilliseconds()),
            ("$passed", rescan.Passed),
            ("$found", rescan.Found),
            ("$undecided", rescan.Undecided),
            ("$id", rescan.Id.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask AskAsync(RescanId rescan, UploadId revision, DateTimeOffset now)
    {
        transaction.Execute(
            "INSERT OR REPLACE INTO rescans_asked (rescan_id, revision_id, asked_at) VALUES ($rescan, $revision, $now)",
            ("$rescan", rescan.ToString()),
            ("$revision", revision.ToString()),
            ("$now", now.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> AnswerAsync(RescanId rescan, UploadId revision) => new(
        transaction.Execute(
            "DELETE FROM rescans_asked WHERE rescan_id = $rescan AND revision_id = $revision",
            ("$rescan", rescan.ToString()), ("$revision", revision.ToString())) > 0);

    public ValueTask<int> CountAskedAsync(RescanId rescan) => new(
        (int)transaction.First(
            "SELECT count(*) AS asked FROM rescans_asked WHERE rescan_id = $rescan", row => row.Number("asked")!.Value, ("$rescan", rescan.ToString())));

    public ValueTask<IReadOnlyList<UploadId>> ListAskedAsync(RescanId rescan, DateTimeOffset before, int limit) => new(
        transaction.All(
            "SELECT revision_id FROM rescans_asked WHERE rescan_id = $rescan AND asked_at < $before LIMIT $limit",
            row => row.Upload("revision_id")!.Value,
            ("$rescan", rescan.ToString()),
            ("$before", before.ToUnixTimeMilliseconds()),
            ("$limit", limit)));

    public ValueTask<bool> QuarantineAsync(UploadId revision, string? reason, DateTimeOffset now) => new(
        transaction.Execute(
            """
            UPDATE revisions SET quarantined_at = $at, quarantine = $reason
            WHERE id = $id AND (quarantined_at IS NULL) = ($reason IS NOT NULL)
            """,
            ("$at", reason is null ? null : now.ToUnixTimeMilliseconds()),
            ("$reason", reason),
            ("$id", revision.ToString())) > 0);

    public ValueTask<IReadOnlyList<QuarantinedFile>> ListQuarantinedAsync(UploadId? after, int limit) => new(
        transaction.All(
            """
            SELECT revisions.id, revisions.space_id, revisions.node_id, revisions.quarantined_at, revisions.quarantine, nodes.name
            FROM revisions LEFT JOIN nodes ON nodes.id = revisions.node_id
            WHERE revisions.quarantined_at IS NOT NULL AND revisions.id > $after ORDER BY revisions.id LIMIT $limit
            """,
            row => new QuarantinedFile(
                row.Upload("id")!.Value, row.Space("space_id"), row.Node("node_id")!.Value, row.Text("name"), row.Time("quarantined_at"), row.Text("quarantine")!),
            ("$after", after?.ToString() ?? ""),
            ("$limit", limit)));

    private static Rescan Read(SqliteDataReader row) => new(
        new RescanId(Guid.ParseExact(row.Text("id")!, "D")),
        row.Text("space_id") is { } space ? SpaceId.Parse(space) : null,
        row.Texts("steps") ?? [],
        row.Time("begun_at"))
    {
        Position = row.Upload("position"),
        Listed = row.Number("listed") == 1,
        EndedAt = row.TimeOrNull("ended_at"),
        Passed = row.Number("passed")!.Value,
        Found = row.Number("found")!.Value,
        Undecided = row.Number("undecided")!.Value,
    };
}
