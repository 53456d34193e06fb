using System.Text;
using Cs3.Storage.Provider.V1Beta1;
using Microsoft.AspNetCore.WebUtilities;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Describes a folder's children, page by page in the byte order of their names: the first page of a huge folder costs as little as any.</summary>
internal sealed class ListContainer(NodeBrowser browser)
{
    public async Task<ListContainerResponse> HandleAsync(ListContainerRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (References.Read(request.Ref) is not { } reference || !TryReadToken(request.PageToken, out var after) || request.PageSize < 0)
        {
            return new() { Status = Cs3Status.Of(Refusal.Invalid, "The reference, page size or page token cannot be read.") };
        }

        var size = request.PageSize == 0 ? NodeBrowser.LargestPage : Math.Min(request.PageSize, NodeBrowser.LargestPage);
        var (folder, children) = await browser.ListAsync(reference, user, after, size, cancellationToken);
        if (folder.Node is null)
        {
            return new() { Status = Cs3Status.Of(folder.Refusal!.Value, folder.Detail) };
        }

        var path = request.Ref.Path is "" or "." ? "." : request.Ref.Path;
        return new()
        {
            Status = Cs3Status.Ok,
            Infos = { children.Select(child => ResourceInfos.Of(child, folder.Space!, folder.Role, $"{path}/{child.Name}")) },
            NextPageToken = children.Count == size ? Token(children[^1].Name) : "",
        };
    }

    // The last name, encoded so that nobody takes it for more than a token.
    private static string Token(string name) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(name));

    private static bool TryReadToken(string token, out string? name)
    {
        try
        {
            name = token.Length == 0 ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
            return true;
        }
        catch (FormatException)
        {
            name = null;
            return false;
        }
    }
}
