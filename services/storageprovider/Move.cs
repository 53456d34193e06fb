using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Renames a file or folder, or moves it to another folder of its space.</summary>
internal sealed class Move(NodeMover mover)
{
    public Task<MoveResponse> HandleAsync(MoveRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Source, source => Answers.AboutAsync(request.Destination, async destination =>
        {
            var moved = await mover.MoveAsync(source, destination, user, cancellationToken);
            return Answers.Of<MoveResponse>(moved.Refusal, moved.Detail);
        }));
}
