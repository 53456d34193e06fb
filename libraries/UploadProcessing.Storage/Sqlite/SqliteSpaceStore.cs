using Microsoft.Data.Sqlite;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Storage.Sqlite;

internal sealed class SqliteSpaceStore(SqliteMetadataTransaction transaction) : ISpaceStore
{
    public async ValueTask CreateAsync(Space space)
    {
        transaction.Execute(
            """
            INSERT INTO spaces (id, name, type, owner, root_id, quota, created_at)
            VALUES ($id, $name, $type, $owner, $root, $quota, $created)
            """,
            ("$id", space.Id.ToString()),
            ("$name", space.Name),
            ("$type", space.Type.ToColumn()),
            ("$owner", space.Owner.Value),
            ("$root", space.Root.ToString()),
            ("$quota", space.QuotaBytes),
            ("$created", space.CreatedAt.ToUnixTimeMilliseconds()));
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

    public ValueTask CountAsync(SpaceId space, long used, long reserved)
    {
        transaction.Execute(
            "UPDATE spaces SET used = used + $used, reserved = reserved + $reserved WHERE id = $id",
            ("$used", used),
            ("$reserved", reserved),
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
        row.Time("created_at"));
}
