using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Shuts a member out of a space; their transfer tokens end with it.</summary>
internal sealed class RemoveGrant(SpaceMembers members)
{
    public Task<RemoveGrantResponse> HandleAsync(RemoveGrantRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async root =>
        {
            if (Grants.User(request.Grant) is not { } member)
            {
                return Answers.Invalid<RemoveGrantResponse>("The grantee is not a user.");
            }

            var removed = await members.RemoveAsync(root, user, member, cancellationToken);
            return Answers.Of<RemoveGrantResponse>(removed.Refusal, removed.Detail);
        });
}
