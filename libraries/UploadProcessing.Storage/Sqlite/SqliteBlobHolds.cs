using UploadProcessing.Storage.Backups;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteBlobHolds(SqliteMetadataTransaction transaction) : IBlobHolds
{
    public ValueTask PlaceAsync(Guid hold, DateTimeOffset until)
    {
        transaction.Execute(
            "INSERT INTO blob_holds (id, expires_at) VALUES ($id, $until)", ("$id", hold.ToString()), ("$until", until.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> RenewAsync(Guid hold, DateTimeOffset until) => new(
        transaction.Execute(
            "UPDATE blob_holds SET expires_at = $until WHERE id = $id", ("$id", hold.ToString()), ("$until", until.ToUnixTimeMilliseconds())) == 1);

    public ValueTask ReleaseAsync(Guid hold)
    {
        transaction.Execute("DELETE FROM blob_holds WHERE id = $id", ("$id", hold.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> ReleaseExpiredAsync(DateTimeOffset now) => new(
        transaction.Execute("DELETE FROM blob_holds WHERE expires_at < $now", ("$now", now.ToUnixTimeMilliseconds())));

    public ValueTask<bool> AnyAsync() => new(
        transaction.First<long?>("SELECT 1 FROM blob_holds LIMIT 1", row => row.GetInt64(0)) is not null);
}
