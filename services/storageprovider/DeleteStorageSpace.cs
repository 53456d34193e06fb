using Cs3.Storage.Provider.V1Beta1;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Removes a space with everything in it, for good.</summary>
internal sealed class DeleteStorageSpace(SpaceEditor editor, IOptions<StorageProviderOptions> options)
{
    public async Task<DeleteStorageSpaceResponse> HandleAsync(
        DeleteStorageSpaceRequest request, UserId user, CancellationToken cancellationToken)
    {
        if (!SpaceId.TryParse(request.Id?.OpaqueId, null, out var space))
        {
            return Answers.Invalid<DeleteStorageSpaceResponse>("The space's id cannot be read.");
        }

        var removed = await editor.RemoveAsync(space, user, options.Value.Operators.Contains(user.Value), cancellationToken);
        return Answers.Of<DeleteStorageSpaceResponse>(removed.Refusal, removed.Detail);
    }
}
