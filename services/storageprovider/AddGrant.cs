using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Makes somebody a member of a space.</summary>
internal sealed class AddGrant(SpaceMembers members)
{
    public Task<AddGrantResponse> HandleAsync(AddGrantRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async root =>
        {
            if (Grants.Member(request.Grant) is not { } member)
            {
                return Answers.Invalid<AddGrantResponse>(Grants.Unreadable);
            }

            var changed = await members.AddAsync(root, user, member, cancellationToken);
            return Answers.Of<AddGrantResponse>(changed.Refusal, changed.Detail);
        });
}
