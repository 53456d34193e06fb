using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteSpaceStore(SqliteMetadataTransaction transaction) : ISpaceStore
{
    public async ValueTask CreateAsync(Space space)
    {
        transaction.Execute(
            """
            INSERT INTO spaces (id, name, type, owner, root_id, quota, created_at, file_limit, steps)
            VALUES ($id, $name, $type, $owner, $root, $quota, $created, $fileLimit, $steps)
            """,
            ("$id", space.Id.ToString()),
            ("$name", space.Name),
            ("$type", space.Type.ToColumn()),
            ("$owner", space.Owner.Value),
            ("$root", space.Root.ToString()),
            ("$quota", space.QuotaBytes),
            ("$created", space.CreatedAt.ToUnixTimeMilliseconds()),
            ("$fileLimit", space.FileLimit),
            ("$steps", Columns.ToColumn(space.Steps)));
        await transaction.Nodes.AddFolderAsync(
            new Node(space.Root, space.Id, null, "", NodeKind.Folder, 0, ETag.New(), space.CreatedAt, null));
        await SetRoleAsync(space.Id, space.Owner, SpaceRole.Manager);
    }

    public ValueTask SetRoleAsync(SpaceId space, UserId user, SpaceRole role)
    {
        transaction.Execute(
            """
            INSERT INTO members (space_id, user_id, role) VALUES ($space, $user, $role)
            ON CONFLICT (space_id, user_id) DO UPDATE SET role = excluded.role
            """,
            ("$space", space.ToString()),
            ("$user", user.Value),
            ("$role", role.ToColumn()));
        return ValueTask.CompletedTask;
    }

    public ValueTask<Space?> FindAsync(SpaceId space) => new(
        transaction.First("SELECT * FROM spaces WHERE id = $id", Read, ("$id", space.ToString())));

    public ValueTask<bool> IsEmptyAsync() => new(transaction.First<long?>("SELECT 1 FROM spaces LIMIT 1", row => row.GetInt64(0)) is null);

    public ValueTask<IReadOnlyList<SpaceId>> ListIdsAsync(SpaceId? after, int limit) => new(
        transaction.All(
            "SELECT id FROM spaces WHERE id > $after ORDER BY id LIMIT $limit", row => row.Space("id"),
            ("$after", after?.ToString() ?? ""), ("$limit", limit)));

    public ValueTask<SpaceRole?> RoleOfAsync(SpaceId space, UserId user) => new(
        transaction.First<SpaceRole?>(
            "SELECT role FROM members WHERE space_id = $space AND user_id = $user",
            row => row.Enum<SpaceRole>("role"),
            ("$space", space.ToString()),
            ("$user", user.Value)));

    public ValueTask<IReadOnlyList<Space>> ListAsync(UserId user, SpaceId? after, int limit) => new(
        transaction.All(
            """
            SELECT spaces.* FROM members JOIN spaces ON spaces.id = members.space_id
            WHERE members.user_id = $user AND spaces.id > $after ORDER BY spaces.id LIMIT $limit
            """,
            Read,
            ("$user", user.Value),
            ("$after", after?.ToString() ?? ""),
            ("$limit", limit)));

    public ValueTask UpdateAsync(Space space)
    {
        transaction.Execute(
            "UPDATE spaces SET name = $name, quota = $quota, file_limit = $files, steps = $steps WHERE id = $id",
            ("$name", space.Name),
            ("$quota", space.QuotaBytes),
            ("$files", space.FileLimit),
            ("$steps", Columns.ToColumn(space.Steps)),
            ("$id", space.Id.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(SpaceId space)
    {
        transaction.Execute("DELETE FROM members WHERE space_id = $id", ("$id", space.ToString()));
        transaction.Execute("DELETE FROM spaces WHERE id = $id", ("$id", space.ToString()));
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveMemberAsync(SpaceId space, UserId user)
    {
        transaction.Execute(
            "DELETE FROM members WHERE space_id = $space AND user_id = $user", ("$space", space.ToString()), ("$user", user.Value));
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<Member>> ListMembersAsync(SpaceId space, UserId? after, int limit) => new(
        transaction.All(
            "SELECT user_id, role FROM members WHERE space_id = $space AND user_id > $after ORDER BY user_id LIMIT $limit",
            row => new Member(new UserId(row.Text("user_id")!), row.Enum<SpaceRole>("role")),
            ("$space", space.ToString()),
            ("$after", after?.Value ?? ""),
            ("$limit", limit)));

    public async ValueTask<IReadOnlyList<UploadId>> EndSessionsAsync(SpaceId space, UserId? user, string reason, DateTimeOffset now)
    {
        // In two statements: RETURNING tells what a row has become, not what it had reserved.
        var sessions = transaction.All(
            """
            SELECT id, reserved FROM uploads
            WHERE state IN ('receiving', 'processing') AND space_id = $space AND ($user IS NULL OR user_id = $user)
            """,
            row => (Id: row.Upload("id")!.Value, Reserved: row.Number("reserved")!.Value),
            ("$space", space.ToString()),
            ("$user", user?.Value));
        foreach (var session in sessions)
        {
            await transaction.Uploads.MoveAsync(session.Id, UploadState.Aborted, reason, reservedBytes: 0, now);
        }

        await CountAsync(space, reserved: -sessions.Sum(session => session.Reserved));
        return [.. sessions.Select(session => session.Id)];
    }

    public ValueTask CountAsync(SpaceId space, long used = 0, long reserved = 0, int files = 0)
    {
        transaction.Execute(
            "UPDATE spaces SET used = used + $used, reserved = reserved + $reserved, files = files + $files WHERE id = $id",
            ("$used", used),
            ("$reserved", reserved),
            ("$files", files),
            ("$id", space.ToString()));
        return ValueTask.CompletedTask;
    }

    private static Space Read(SqliteDataReader row) => new(
        row.Space("id"),
        row.Text("name")!,
        row.Enum<SpaceType>("type"),
        new UserId(row.Text("owner")!),
        row.Node("root_id")!.Value,
        row.Number("quota"),
        row.Number("used")!.Value,
        row.Number("reserved")!.Value,
        row.Time("created_at"),
        row.Number("file_limit"),
        row.Number("files")!.Value,
        row.Texts("steps"));
}
