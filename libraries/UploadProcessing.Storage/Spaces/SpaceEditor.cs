using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Spaces;

/// <summary>Changes and removes spaces. Who asks as an operator need not be a member, and learns nothing of what is inside.</summary>
public sealed class SpaceEditor(IMetadataStore metadata, SessionEnder sessions, TreeCollector collector, TimeProvider time)
{
    /// <summary>Renames a space (its managers) and changes its quota and its steps (operators).</summary>
    /// <param name="id">The space.</param>
    /// <param name="change">What is to be otherwise.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="isOperator">Whether they may change the quota of any space.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<SpaceResult> UpdateAsync(SpaceId id, SpaceChange change, UserId user, bool isOperator, CancellationToken cancellationToken)
    {
        if (change.Name is { } name && NodeName.Problem(name) is { } problem)
        {
            return ValueTask.FromResult(SpaceResult.Refused(Refusal.Invalid, problem));
        }

        if (change.Steps is { } steps && StepName.Problem(steps) is { } unusable)
        {
            return ValueTask.FromResult(SpaceResult.Refused(Refusal.Invalid, unusable));
        }

        return metadata.WriteAsync(async transaction =>
        {
            var (space, role, refused) = await FindAsync(transaction, id, user, isOperator);
            if (space is null)
            {
                return refused!;
            }

            var changed = change.ApplyTo(space);
            if (changed.Name != space.Name && role < SpaceRole.Manager)
            {
                return SpaceResult.Refused(Refusal.Denied, "Only managers of the space rename it.");
            }

            if ((changed.QuotaBytes, changed.FileLimit) != (space.QuotaBytes, space.FileLimit) && !isOperator)
            {
                return SpaceResult.Refused(Refusal.Denied, "Only operators change a quota.");
            }

            if (!(changed.Steps ?? []).SequenceEqual(space.Steps ?? []) && !isOperator)
            {
                return SpaceResult.Refused(Refusal.Denied, "Only operators change what uploads have to pass.");
            }

            if (changed.Owner != space.Owner || changed.Type != space.Type)
            {
                return SpaceResult.Refused(Refusal.Invalid, "The owner and the type of a space cannot be changed.");
            }

            await transaction.Spaces.UpdateAsync(changed);
            return new SpaceResult(changed, null, null);
        }, cancellationToken);
    }

    /// <summary>Removes a space for good: a project (its managers, or operators) or somebody's personal space (operators only).</summary>
    /// <remarks>It is gone for everybody at once, uploads under way with it; files, revisions and blobs are collected in batches, soon after.</remarks>
    public async ValueTask<SpaceResult> RemoveAsync(SpaceId id, UserId user, bool isOperator, CancellationToken cancellationToken)
    {
        var (result, ended) = await metadata.WriteAsync(async transaction =>
        {
            var (space, role, refused) = await FindAsync(transaction, id, user, isOperator);
            if (space is null || (role < SpaceRole.Manager && !isOperator) || (space.Type is SpaceType.Personal && !isOperator))
            {
                return (refused ?? SpaceResult.Refused(Refusal.Denied, space!.Type is SpaceType.Personal
                    ? "Only operators remove a personal space."
                    : "Only managers of the space remove it."), (IReadOnlyList<UploadId>)[]);
            }

            var uploads = await transaction.Spaces.EndSessionsAsync(id, user: null, "The space was removed.", time.GetMilliseconds());
            await transaction.Spaces.RemoveAsync(id);
            await transaction.Nodes.DetachAsync(space.Root);
            return (new SpaceResult(space, null, null), uploads);
        }, cancellationToken);
        if (result.Space is not null)
        {
            collector.Want();
            await sessions.DropBytesAsync(ended);
        }

        return result;
    }

    private static async ValueTask<(Space? Space, SpaceRole Role, SpaceResult? Refused)> FindAsync(
        IMetadataTransaction transaction, SpaceId id, UserId user, bool isOperator)
    {
        var role = await transaction.Spaces.RoleOfAsync(id, user);
        return (role is not null || isOperator) && await transaction.Spaces.FindAsync(id) is { } space
            ? (space, role ?? SpaceRole.Viewer, null)
            : (null, default, SpaceResult.Refused(Refusal.NotFound, "There is no such space."));
    }
}
