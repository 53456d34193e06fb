using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Storage.Credentials;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteAppPasswordStore(SqliteMetadataTransaction transaction) : IAppPasswordStore
{
    public ValueTask AddAsync(AppPassword password, ReadOnlyMemory<byte> hash)
    {
        transaction.Execute(
            """
            INSERT INTO app_passwords (id, user_id, label, hash, created_at, expires_at)
            VALUES ($id, $user, $label, $hash, $created, $expires)
            """,
            ("$id", password.Id.Value),
            ("$user", password.User.Value),
            ("$label", password.Label),
            ("$hash", hash.ToArray()),
            ("$created", password.CreatedAt.ToUnixTimeMilliseconds()),
            ("$expires", password.ExpiresAt?.ToUnixTimeMilliseconds()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<(AppPassword Password, ReadOnlyMemory<byte> Hash)?> FindAsync(AppPasswordId id) => new(
        transaction.First<(AppPassword, ReadOnlyMemory<byte>)?>(
            "SELECT * FROM app_passwords WHERE id = $id",
            row => (Read(row), (byte[])row["hash"]),
            ("$id", id.Value)));

    public ValueTask<IReadOnlyList<AppPassword>> ListAsync(UserId user) => new(
        transaction.All("SELECT * FROM app_passwords WHERE user_id = $user ORDER BY created_at, id", Read, ("$user", user.Value)));

    public ValueTask<bool> RemoveAsync(UserId user, AppPasswordId id) => new(transaction.Execute(
        "DELETE FROM app_passwords WHERE id = $id AND user_id = $user", ("$id", id.Value), ("$user", user.Value)) > 0);

    public ValueTask<bool> UseAsync(AppPasswordId id, DateTimeOffset now, DateTimeOffset before) => new(transaction.Execute(
        "UPDATE app_passwords SET last_used_at = $now WHERE id = $id AND (last_used_at IS NULL OR last_used_at < $before)",
        ("$now", now.ToUnixTimeMilliseconds()),
        ("$before", before.ToUnixTimeMilliseconds()),
        ("$id", id.Value)) > 0);

    public ValueTask<int> ForgetExpiredAsync(DateTimeOffset before, int limit) => new(transaction.Execute(
        "DELETE FROM app_passwords WHERE id IN (SELECT id FROM app_passwords WHERE expires_at <= $before LIMIT $limit)",
        ("$before", before.ToUnixTimeMilliseconds()),
        ("$limit", limit)));

    private static AppPassword Read(SqliteDataReader row) => new(
        new AppPasswordId(row.Text("id")!),
        new UserId(row.Text("user_id")!),
        row.Text("label")!,
        row.Time("created_at"),
        row.TimeOrNull("expires_at"),
        row.TimeOrNull("last_used_at"));
}
