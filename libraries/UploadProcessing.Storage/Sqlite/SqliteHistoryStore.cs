using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage.History;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteHistoryStore(SqliteMetadataTransaction transaction) : IHistoryStore
{
    public ValueTask AddAsync(UploadId upload, string operation, DateTimeOffset now)
    {
        Add(upload, HistoryKind.Operated, now, detail: operation);
        return ValueTask.CompletedTask;
    }

    public ValueTask AddAsync(UploadId upload, int run, IReadOnlyList<StepChange> changes)
    {
        foreach (var change in changes)
        {
            transaction.Execute(
                """
                INSERT OR IGNORE INTO history (upload_id, at, kind, run, step, attempt, state, next_at, detail)
                VALUES ($upload, $at, 'step', $run, $step, $attempt, $state, $next, $detail)
                """,
                ("$upload", upload.ToString()),
                ("$at", change.At.ToUnixTimeMilliseconds()),
                ("$run", run),
                ("$step", change.Step),
                ("$attempt", change.Attempt),
                ("$state", change.State.ToColumn()),
                ("$next", change.NextAt?.ToUnixTimeMilliseconds()),
                ("$detail", change.Detail));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<HistoryEntry>> ListAsync(UploadId upload, long after, int limit) => new(
        transaction.All(
            "SELECT * FROM history WHERE upload_id = $upload AND position > $after ORDER BY position LIMIT $limit",
            Read,
            ("$upload", upload.ToString()),
            ("$after", after),
            ("$limit", limit)));

    public ValueTask<IReadOnlyList<HistoryEntry>> ListAsync(long after, int limit) => new(
        transaction.All(
            "SELECT * FROM history WHERE position > $after ORDER BY position LIMIT $limit", Read, ("$after", after), ("$limit", limit)));

    public ValueTask<IReadOnlyList<SpaceEntry>> ListAsync(SpaceId space, long after, int limit) => new(
        transaction.All(
            """
            SELECT history.*, uploads.space_id, uploads.parent_id, uploads.name, uploads.user_id
            FROM history JOIN uploads ON uploads.id = history.upload_id
            WHERE history.position > $after AND uploads.space_id = $space AND uploads.kind <> 'partial'
            ORDER BY history.position LIMIT $limit
            """,
            row => new SpaceEntry(
                Read(row), row.Space("space_id"), row.Node("parent_id")!.Value, row.Text("name")!, new UserId(row.Text("user_id")!)),
            ("$after", after),
            ("$space", space.ToString()),
            ("$limit", limit)));

    // The counter, not the rows: they are forgotten in time.
    public ValueTask<long> LastAsync() => new(
        transaction.First("SELECT seq FROM sqlite_sequence WHERE name = 'history'", row => row.Number("seq")!.Value));

    /// <summary>Notes what the transaction makes true.</summary>
    public void Add(UploadId upload, HistoryKind kind, DateTimeOffset now, int? run = null, string? detail = null) => transaction.Execute(
        "INSERT INTO history (upload_id, at, kind, run, detail) VALUES ($upload, $at, $kind, $run, $detail)",
        ("$upload", upload.ToString()),
        ("$at", now.ToUnixTimeMilliseconds()),
        ("$kind", kind.ToColumn()),
        ("$run", run),
        ("$detail", detail));

    private static HistoryEntry Read(SqliteDataReader row) => new(
        row.Number("position")!.Value,
        row.Upload("upload_id")!.Value,
        row.Time("at"),
        row.Enum<HistoryKind>("kind"),
        (int?)row.Number("run"),
        row.Text("step") is { } step
            ? new StepChange(step, row.Enum<StepState>("state"), (int)row.Number("attempt")!.Value, row.Time("at"), row.Text("detail"), row.TimeOrNull("next_at"))
            : null,
        row.Text("step") is null ? row.Text("detail") : null);
}
