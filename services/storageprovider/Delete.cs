using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Removes a file with its revisions, or a folder with all below it.</summary>
internal sealed class Delete(NodeEditor editor)
{
    public async Task<DeleteResponse> HandleAsync(DeleteRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (References.Read(request.Ref) is not { } reference)
        {
            return new() { Status = Cs3Status.Of(Refusal.Invalid, "The reference cannot be read.") };
        }

        var removed = await editor.RemoveAsync(reference, user, cancellationToken);
        return new() { Status = removed.Refusal is { } refusal ? Cs3Status.Of(refusal, removed.Detail) : Cs3Status.Ok };
    }
}
