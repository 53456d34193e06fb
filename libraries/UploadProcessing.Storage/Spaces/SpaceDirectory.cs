using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Spaces;

/// <summary>Makes spaces and lists them for their members.</summary>
public sealed class SpaceDirectory(IMetadataStore metadata, TimeProvider time)
{
    /// <summary>The most spaces in one page.</summary>
    public const int LargestPage = 200;

    /// <summary>Makes a space for its owner; null when they have a personal one and asked for another.</summary>
    public ValueTask<Space?> CreateAsync(
        string name, SpaceType type, UserId owner, long? quotaBytes, long? fileLimit, CancellationToken cancellationToken) =>
        metadata.WriteAsync<Space?>(async transaction =>
        {
            if (type is SpaceType.Personal && await PersonalAsync(transaction, owner) is not null)
            {
                return null;
            }

            var space = new Space(SpaceId.New(), name, type, owner, NodeId.New(), quotaBytes, 0, 0, time.GetMilliseconds(), fileLimit);
            await transaction.Spaces.CreateAsync(space);
            return space;
        }, cancellationToken);

    /// <summary>The spaces of a member, each with its root as it is now, by id.</summary>
    public ValueTask<IReadOnlyList<ListedSpace>> ListAsync(
        UserId user, SpaceId? after, int limit, CancellationToken cancellationToken) =>
        metadata.ReadAsync<IReadOnlyList<ListedSpace>>(async transaction =>
        {
            var listed = new List<ListedSpace>();
            foreach (var space in await transaction.Spaces.ListAsync(user, after, Math.Clamp(limit, 1, LargestPage)))
            {
                if (await transaction.Nodes.FindAsync(space.Root) is { } root
                    && await transaction.Spaces.RoleOfAsync(space.Id, user) is { } role)
                {
                    listed.Add(new ListedSpace(space, root, role));
                }
            }

            return listed;
        }, cancellationToken);

    private static async ValueTask<Space?> PersonalAsync(IMetadataTransaction transaction, UserId owner)
    {
        SpaceId? after = null;
        while (await transaction.Spaces.ListAsync(owner, after, LargestPage) is { Count: > 0 } page)
        {
            if (page.FirstOrDefault(space => space.Type is SpaceType.Personal && space.Owner == owner) is { } personal)
            {
                return personal;
            }

            after = page[^1].Id;
        }

        return null;
    }
}
