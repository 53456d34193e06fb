using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Describes a folder's children, page by page in the byte order of their names: the first page of a huge folder costs as little as any.</summary>
internal sealed class ListContainer(NodeBrowser browser)
{
    public Task<ListContainerResponse> HandleAsync(ListContainerRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async reference =>
        {
            if (!PageTokens.TryRead(request.PageToken, out var after)
                || PageTokens.Size(request.PageSize, NodeBrowser.LargestPage) is not { } size
                || !Masks.IsValid<ResourceInfo>(request.FieldMask))
            {
                return Answers.Invalid<ListContainerResponse>("The page size, page token or field mask cannot be read.");
            }

            var (folder, children) = await browser.ListAsync(reference, user, after, size, cancellationToken);
            return folder.Node is null
                ? Answers.Of<ListContainerResponse>(folder.Refusal, folder.Detail)
                : Page(request, folder, children, more: children.Count == size);
        });

    private static ListContainerResponse Page(ListContainerRequest request, NodeResult folder, IReadOnlyList<Node> children, bool more)
    {
        var path = request.Ref.Path is "" or "." ? "." : request.Ref.Path;
        return new()
        {
            Status = Cs3Status.Ok,
            Infos =
            {
                children.Select(child => request.FieldMask.Cut(ResourceInfos.Of(child, folder.Space!, folder.Role, $"{path}/{child.Name}"))),
            },
            NextPageToken = more ? PageTokens.Of(children[^1].Name) : "",
        };
    }
}
