using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteOutbox(SqliteMetadataTransaction transaction) : IOutbox
{
    public ValueTask OweAsync(OwedEvent owed)
    {
        transaction.Execute(
            "INSERT INTO outbox (event, upload_id, trace_parent, created_at) VALUES ($event, $upload, $trace, $now)",
            ("$event", owed.Event),
            ("$upload", owed.Upload.ToString()),
            ("$trace", owed.TraceParent),
            ("$now", owed.CreatedAt.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }
}
