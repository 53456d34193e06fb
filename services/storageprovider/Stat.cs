using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Describes one node.</summary>
internal sealed class Stat(NodeBrowser browser)
{
    public Task<StatResponse> HandleAsync(StatRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async reference =>
        {
            if (!Masks.IsValid<ResourceInfo>(request.FieldMask))
            {
                return Answers.Invalid<StatResponse>("The field mask names a field that a resource does not have.");
            }

            var found = await browser.FindAsync(reference, user, cancellationToken);
            return (found.Node ?? found.Processing) is { } node
                ? new() { Status = Cs3Status.Ok, Info = request.FieldMask.Cut(Info(node, found, request.Ref.Path)) }
                : Answers.Of<StatResponse>(found.Refusal, found.Detail);
        });

    private static ResourceInfo Info(Node node, NodeResult found, string path)
    {
        var info = ResourceInfos.Of(node, found.Space!, found.Role, path.Length == 0 ? "." : path);
        info.Space = StorageSpaces.Of(found.Space!);
        return info;
    }
}
