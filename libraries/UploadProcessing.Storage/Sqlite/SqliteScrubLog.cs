using UploadProcessing.Storage.Scrubbing;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteScrubLog(SqliteMetadataTransaction transaction) : IScrubLog
{
    public ValueTask<ScrubRound?> FindAsync() => new(
        transaction.First(
            "SELECT * FROM scrubbing", row => new ScrubRound(row.Time("begun_at"), row.Upload("position"), row.Number("finished") == 1)));

    public ValueTask SaveAsync(ScrubRound round)
    {
        transaction.Execute(
            "INSERT OR REPLACE INTO scrubbing (id, begun_at, position, finished) VALUES (1, $begun, $position, $finished)",
            ("$begun", round.BegunAt.ToUnixTimeMilliseconds()),
            ("$position", round.Position?.ToString()),
            ("$finished", round.Finished ? 1 : 0));
        return ValueTask.CompletedTask;
    }
}
