using Cs3.Auth.Applications.V1Beta1;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Credentials;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Revokes one of the caller's app passwords, named by its id or by the whole of it.</summary>
internal sealed class InvalidateAppPassword(AppPasswords passwords)
{
    public async Task<InvalidateAppPasswordResponse> HandleAsync(
        InvalidateAppPasswordRequest request, AccessToken caller, CancellationToken cancellationToken)
    {
        if (caller.AppPassword is not null)
        {
            return AppPasswordMessages.NotWithAppPassword<InvalidateAppPasswordResponse>();
        }

        var refused = AppPasswordText.ReadId(request.Password) is { } id
            ? await passwords.RevokeAsync(caller.User, id, cancellationToken)
            : Refusal.NotFound;
        return Answers.Of<InvalidateAppPasswordResponse>(refused, refused is null ? null : "You have no such app password.");
    }
}
