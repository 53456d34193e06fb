using Cs3.Storage.Provider.V1Beta1;
using Google.Protobuf.Collections;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;
using Filter = Cs3.Storage.Provider.V1Beta1.ListStorageSpacesRequest.Types.Filter;
using FilterType = Cs3.Storage.Provider.V1Beta1.ListStorageSpacesRequest.Types.Filter.Types.Type;

namespace UploadProcessing.StorageProvider;

/// <summary>Lists the spaces that the caller is a member of, filtered by id, owner or type, page by page.</summary>
internal sealed class ListStorageSpaces(SpaceDirectory spaces)
{
    public async Task<ListStorageSpacesResponse> HandleAsync(
        ListStorageSpacesRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (!TryReadToken(request.PageToken, out var after)
            || PageTokens.Size(request.PageSize, SpaceDirectory.LargestPage) is not { } size
            || !Masks.IsValid<StorageSpace>(request.FieldMask))
        {
            return Answers.Invalid<ListStorageSpacesResponse>("The page size, page token or field mask cannot be read.");
        }

        if (!request.Filters.All(IsServed))
        {
            return Answers.Invalid<ListStorageSpacesResponse>("Spaces are filtered by id, owner or type only.");
        }

        var (page, more) = await PageAsync(request.Filters, user, after, size, cancellationToken);
        return new()
        {
            Status = Cs3Status.Ok,
            StorageSpaces = { page.Select(listed => request.FieldMask.Cut(StorageSpaces.Of(listed.Space, listed.Root, listed.Role))) },
            NextPageToken = more ? page[^1].Space.Id.ToString() : "",
        };
    }

    /// <summary>Reads on until a page is full of what the filters let through: one that asks for a name gets its answer at once, not pages of nothing.</summary>
    private async Task<(List<ListedSpace> Page, bool More)> PageAsync(
        RepeatedField<Filter> filters, UserId user, SpaceId? after, int size, CancellationToken cancellationToken)
    {
        var page = new List<ListedSpace>();
        var limit = filters.Count == 0 ? size : SpaceDirectory.LargestPage;
        while (true)
        {
            var read = await spaces.ListAsync(user, after, limit, cancellationToken);
            page.AddRange(read.Where(listed => filters.All(filter => Matches(filter, listed.Space))).Take(size - page.Count));
            if (page.Count == size || read.Count < limit)
            {
                return (page, page.Count == size);
            }

            after = read[^1].Space.Id;
        }
    }

    private static bool TryReadToken(string token, out SpaceId? after)
    {
        after = SpaceId.TryParse(token, null, out var last) ? last : null;
        return after is not null || token.Length == 0;
    }

    private static bool IsServed(Filter filter) => filter.Type is FilterType.No or FilterType.Id or FilterType.Owner or FilterType.SpaceType;

    private static bool Matches(Filter filter, Space space) => filter.Type switch
    {
        FilterType.Id => filter.Id?.OpaqueId == space.Id.ToString(),
        FilterType.Owner => filter.Owner?.OpaqueId == space.Owner.Value,
        FilterType.SpaceType => filter.SpaceType == StorageSpaces.TypeName(space.Type),
        _ => true,
    };
}
