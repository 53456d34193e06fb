using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Removes a file with its revisions, or a folder with all below it.</summary>
internal sealed class Delete(NodeEditor editor)
{
    public Task<DeleteResponse> HandleAsync(DeleteRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async reference =>
        {
            var removed = await editor.RemoveAsync(reference, user, cancellationToken);
            return Answers.Of<DeleteResponse>(removed.Refusal, removed.Detail);
        });
}
