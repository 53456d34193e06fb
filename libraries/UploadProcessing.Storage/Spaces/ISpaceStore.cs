using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Spaces;

/// <summary>Spaces, their members and their quota, within one transaction.</summary>
public interface ISpaceStore
{
    /// <summary>Adds a space with its root folder; its owner becomes a manager.</summary>
    ValueTask CreateAsync(Space space);

    /// <summary>Gives a user a role, in place of the one they had.</summary>
    ValueTask SetRoleAsync(SpaceId space, UserId user, SpaceRole role);

    /// <summary>The space, or null.</summary>
    ValueTask<Space?> FindAsync(SpaceId space);

    /// <summary>Whether there is no space at all.</summary>
    ValueTask<bool> IsEmptyAsync();

    /// <summary>All spaces by their ids, those after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<SpaceId>> ListIdsAsync(SpaceId? after, int limit);

    /// <summary>The user's role; null: the space is invisible to them.</summary>
    ValueTask<SpaceRole?> RoleOfAsync(SpaceId space, UserId user);

    /// <summary>The spaces that a user is a member of, by id, after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<Space>> ListAsync(UserId user, SpaceId? after, int limit);

    /// <summary>Gives a space the name and the quota of <paramref name="space"/>.</summary>
    ValueTask UpdateAsync(Space space);

    /// <summary>Forgets a space and its members; its tree is detached by whoever calls this.</summary>
    ValueTask RemoveAsync(SpaceId space);

    /// <summary>Takes a user's role away; from then on the space is invisible to them.</summary>
    ValueTask RemoveMemberAsync(SpaceId space, UserId user);

    /// <summary>Members by their names, in byte order, those after <paramref name="after"/>.</summary>
    ValueTask<IReadOnlyList<Member>> ListMembersAsync(SpaceId space, UserId? after, int limit);

    /// <summary>Aborts the upload sessions under way of a user (null: of all) in a space and gives back what they had reserved.</summary>
    /// <returns>Those that ended by it, whose bytes nobody needs any more.</returns>
    ValueTask<IReadOnlyList<UploadId>> EndSessionsAsync(SpaceId space, UserId? user, string reason, DateTimeOffset now);

    /// <summary>Changes what counts against the quota; never checks it.</summary>
    /// <param name="space">The space.</param>
    /// <param name="used">Bytes more (or fewer) in revisions.</param>
    /// <param name="reserved">Bytes more (or fewer) promised to sessions.</param>
    /// <param name="files">Files and folders more (or fewer).</param>
    ValueTask CountAsync(SpaceId space, long used = 0, long reserved = 0, int files = 0);
}
