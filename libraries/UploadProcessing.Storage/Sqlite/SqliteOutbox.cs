using System.Text.Json;
using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteOutbox(SqliteMetadataTransaction transaction) : IOutbox
{
    public ValueTask OweAsync(OwedEvent owed)
    {
        transaction.Execute(
            "INSERT INTO outbox (event, upload_id, payload, trace_parent, created_at) VALUES ($event, $upload, $payload, $trace, $now)",
            ("$event", owed.Name.Value),
            ("$upload", owed.Upload.ToString()),
            ("$payload", owed.Payload),
            ("$trace", owed.TraceParent),
            ("$now", owed.CreatedAt.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<PendingEvent>> ListAsync(int limit) => new(
        transaction.All("SELECT * FROM outbox ORDER BY id LIMIT $limit", Read, ("$limit", limit)));

    public ValueTask RemoveAsync(IReadOnlyCollection<long> numbers)
    {
        transaction.Execute(
            "DELETE FROM outbox WHERE id IN (SELECT value FROM json_each($numbers))", ("$numbers", JsonSerializer.Serialize(numbers)));
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> DropAsync(DateTimeOffset before, int limit) => new(
        transaction.Execute(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE created_at < $before ORDER BY created_at LIMIT $limit)",
            ("$before", before.ToUnixTimeMilliseconds()),
            ("$limit", limit)));

    public ValueTask<Backlog> BacklogAsync() => new(
        transaction.First(
            "SELECT count(*) AS events, min(created_at) AS oldest FROM outbox",
            row => new Backlog(row.Number("events")!.Value, row.TimeOrNull("oldest")))!);

    private static PendingEvent Read(SqliteDataReader row) => new(
        row.Number("id")!.Value,
        new OwedEvent(
            new EventName(row.Text("event")!),
            row.Upload("upload_id")!.Value,
            row.Text("payload")!,
            row.Text("trace_parent"),
            row.Time("created_at")));
}
