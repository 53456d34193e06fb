using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Spaces;

/// <summary>Who may do what in a space. Only its managers look and change; its owner stays one of them, so a space always has a manager.</summary>
public sealed class SpaceMembers(IMetadataStore metadata, SessionEnder sessions, TimeProvider time)
{
    /// <summary>The most members in one page.</summary>
    public const int LargestPage = 200;

    /// <summary>A page of members by their names, in byte order, those after <paramref name="after"/>.</summary>
    public ValueTask<MembersResult> ListAsync(
        NodeReference root, UserId manager, UserId? after, int limit, CancellationToken cancellationToken) =>
        metadata.ReadAsync(async transaction =>
        {
            var (space, refused) = await ManagedAsync(transaction, root, manager);
            return space is null
                ? refused!
                : new MembersResult(await transaction.Spaces.ListMembersAsync(space.Id, after, Math.Clamp(limit, 1, LargestPage)), null, null);
        }, cancellationToken);

    /// <summary>Lets somebody in who is not a member yet.</summary>
    public ValueTask<MembersResult> AddAsync(NodeReference root, UserId manager, Member member, CancellationToken cancellationToken) =>
        // Who there is, is known where people sign in; here a name only has to be one.
        UserId.Problem(member.User.Value) is { } problem
            ? ValueTask.FromResult(MembersResult.Refused(Refusal.Invalid, problem))
            : metadata.WriteAsync(async transaction =>
            {
                var (space, refused) = await ManagedAsync(transaction, root, manager);
                if (space is null)
                {
                    return refused!;
                }

                if (await transaction.Spaces.RoleOfAsync(space.Id, member.User) is not null)
                {
                    return MembersResult.Refused(Refusal.Exists, "That user is a member already; update their grant.");
                }

                await transaction.Spaces.SetRoleAsync(space.Id, member.User, member.Role);
                return MembersResult.Of(member);
            }, cancellationToken);

    /// <summary>Gives a member another role.</summary>
    public ValueTask<MembersResult> UpdateAsync(NodeReference root, UserId manager, Member member, CancellationToken cancellationToken) =>
        metadata.WriteAsync(async transaction =>
        {
            var (space, refused) = await ChangeableAsync(transaction, root, manager, member.User, keeps: member.Role is SpaceRole.Manager);
            if (space is null)
            {
                return refused!;
            }

            await transaction.Spaces.SetRoleAsync(space.Id, member.User, member.Role);
            return MembersResult.Of(member);
        }, cancellationToken);

    /// <summary>Shuts a member out: their uploads under way end, and their transfer tokens are good for nothing at their next request.</summary>
    public async ValueTask<MembersResult> RemoveAsync(NodeReference root, UserId manager, UserId member, CancellationToken cancellationToken)
    {
        var (result, ended) = await metadata.WriteAsync(async transaction =>
        {
            var (space, refused) = await ChangeableAsync(transaction, root, manager, member, keeps: false);
            if (space is null)
            {
                return (refused!, (IReadOnlyList<UploadId>)[]);
            }

            var role = await transaction.Spaces.RoleOfAsync(space.Id, member);
            await transaction.Spaces.RemoveMemberAsync(space.Id, member);
            var uploads = await transaction.Spaces.EndSessionsAsync(space.Id, member, "The user is no longer a member.", time.GetMilliseconds());
            return (MembersResult.Of(new Member(member, role!.Value)), uploads);
        }, cancellationToken);
        await sessions.DropBytesAsync(ended);
        return result;
    }

    private static async ValueTask<(Space? Space, MembersResult? Refused)> ChangeableAsync(
        IMetadataTransaction transaction, NodeReference root, UserId manager, UserId member, bool keeps)
    {
        var (space, refused) = await ManagedAsync(transaction, root, manager);
        if (space is null)
        {
            return (null, refused);
        }

        if (space.Owner == member && !keeps)
        {
            return (null, MembersResult.Refused(Refusal.Denied, "The owner stays a manager, so that the space always has one."));
        }

        return await transaction.Spaces.RoleOfAsync(space.Id, member) is null
            ? (null, MembersResult.Refused(Refusal.NotFound, "That user is not a member."))
            : (space, null);
    }

    private static async ValueTask<(Space? Space, MembersResult? Refused)> ManagedAsync(
        IMetadataTransaction transaction, NodeReference root, UserId manager) =>
        await NodeBrowser.FindAsync(transaction, root, manager) switch
        {
            { Node: null } missing => (null, MembersResult.Refused(missing.Refusal!.Value, missing.Detail)),
            { Role: < SpaceRole.Manager } => (null, MembersResult.Refused(Refusal.Denied, "Only managers of the space see and change its members.")),
            { Node.Parent: not null } => (null, MembersResult.Refused(Refusal.Invalid, "Members belong to a space, not to what is in it. Name the space's root.")),
            { Space: { } space } => (space, null),
            _ => throw new InvalidOperationException("A node was found without its space."),
        };
}
