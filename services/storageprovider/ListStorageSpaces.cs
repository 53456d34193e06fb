using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;
using FilterType = Cs3.Storage.Provider.V1Beta1.ListStorageSpacesRequest.Types.Filter.Types.Type;

namespace UploadProcessing.StorageProvider;

/// <summary>Lists the spaces that the caller is a member of, filtered by id, owner or type, page by page.</summary>
internal sealed class ListStorageSpaces(SpaceDirectory spaces)
{
    public async Task<ListStorageSpacesResponse> HandleAsync(
        ListStorageSpacesRequest request, UserId user, CancellationToken cancellationToken)
    {
        SpaceId? after = null;
        if (request.PageToken.Length > 0)
        {
            if (!SpaceId.TryParse(request.PageToken, null, out var last))
            {
                return new() { Status = Cs3Status.Of(Refusal.Invalid, "The page token cannot be read.") };
            }

            after = last;
        }

        var size = request.PageSize <= 0 ? SpaceDirectory.LargestPage : Math.Min(request.PageSize, SpaceDirectory.LargestPage);
        var page = await spaces.ListAsync(user, after, size, cancellationToken);
        return new()
        {
            Status = Cs3Status.Ok,
            StorageSpaces =
            {
                page.Where(listed => request.Filters.All(filter => Matches(filter, listed.Space)))
                    .Select(listed => StorageSpaces.Of(listed.Space, listed.Root)),
            },
            NextPageToken = page.Count == size ? page[^1].Space.Id.ToString() : "",
        };
    }

    private static bool Matches(ListStorageSpacesRequest.Types.Filter filter, Space space) => filter.Type switch
    {
        FilterType.Id => filter.Id?.OpaqueId == space.Id.ToString(),
        FilterType.Owner => filter.Owner?.OpaqueId == space.Owner.Value,
        FilterType.SpaceType => filter.SpaceType == StorageSpaces.TypeName(space.Type),
        FilterType.No => true,
        _ => false,
    };
}
