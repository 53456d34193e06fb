using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Makes a folder.</summary>
internal sealed class CreateContainer(NodeEditor editor)
{
    public async Task<CreateContainerResponse> HandleAsync(CreateContainerRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (References.Read(request.Ref) is not { } reference)
        {
            return new() { Status = Cs3Status.Of(Refusal.Invalid, "The reference cannot be read.") };
        }

        var made = await editor.CreateFolderAsync(reference, user, cancellationToken);
        return new() { Status = made.Refusal is { } refusal ? Cs3Status.Of(refusal, made.Detail) : Cs3Status.Ok };
    }
}
