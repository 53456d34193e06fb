using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Describes one node.</summary>
internal sealed class Stat(NodeBrowser browser)
{
    public async Task<StatResponse> HandleAsync(StatRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (References.Read(request.Ref) is not { } reference)
        {
            return new() { Status = Cs3Status.Of(Refusal.Invalid, "The reference cannot be read.") };
        }

        var found = await browser.FindAsync(reference, user, cancellationToken);
        return found.Node is { } node
            ? new() { Status = Cs3Status.Ok, Info = Info(node, found, request.Ref.Path) }
            : new() { Status = Cs3Status.Of(found.Refusal!.Value, found.Detail) };
    }

    private static ResourceInfo Info(Node node, NodeResult found, string path)
    {
        var info = ResourceInfos.Of(node, found.Space!, found.Role, path.Length == 0 ? "." : path);
        info.Space = StorageSpaces.Of(found.Space!, root: null);
        return info;
    }
}
