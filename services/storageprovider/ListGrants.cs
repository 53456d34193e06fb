using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Lists the members of a space, page by page in the byte order of their names.</summary>
internal sealed class ListGrants(SpaceMembers members)
{
    public Task<ListGrantsResponse> HandleAsync(ListGrantsRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async root =>
        {
            if (!PageTokens.TryRead(request.PageToken, out var after)
                || PageTokens.Size(request.PageSize, SpaceMembers.LargestPage) is not { } size)
            {
                return Answers.Invalid<ListGrantsResponse>("The page size or page token cannot be read.");
            }

            var listed = await members.ListAsync(root, user, after is null ? null : new UserId(after), size, cancellationToken);
            return listed.Refusal is not null
                ? Answers.Of<ListGrantsResponse>(listed.Refusal, listed.Detail)
                : new()
                {
                    Status = Cs3Status.Ok,
                    Grants = { listed.Members.Select(Grants.Of) },
                    NextPageToken = listed.Members.Count == size ? PageTokens.Of(listed.Members[^1].User.Value) : "",
                };
        });
}
