using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Gives a member of a space another role.</summary>
internal sealed class UpdateGrant(SpaceMembers members)
{
    public Task<UpdateGrantResponse> HandleAsync(UpdateGrantRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async root =>
        {
            if (Grants.Member(request.Grant) is not { } member)
            {
                return Answers.Invalid<UpdateGrantResponse>(Grants.Unreadable);
            }

            var changed = await members.UpdateAsync(root, user, member, cancellationToken);
            return Answers.Of<UpdateGrantResponse>(changed.Refusal, changed.Detail);
        });
}
