using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Makes a folder.</summary>
internal sealed class CreateContainer(NodeEditor editor)
{
    public Task<CreateContainerResponse> HandleAsync(CreateContainerRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async reference =>
        {
            var made = await editor.CreateFolderAsync(reference, user, cancellationToken);
            return Answers.Of<CreateContainerResponse>(made.Refusal, made.Detail);
        });
}
