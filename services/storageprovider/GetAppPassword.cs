using System.Net;
using Cs3.Auth.Applications.V1Beta1;
using UploadProcessing.Contracts.Access;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Credentials;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Says whether an app password is the caller's and good, which is how ocdav verifies one.</summary>
internal sealed class GetAppPassword(AppPasswords passwords, AuditLog audit)
{
    public async Task<GetAppPasswordResponse> HandleAsync(
        GetAppPasswordRequest request, AccessToken caller, IPAddress? address, CancellationToken cancellationToken)
    {
        if (request.User?.OpaqueId == caller.User.Value && AppPasswordText.TryParse(request.Password, out var text)
            && await passwords.VerifyAsync(caller.User, text, cancellationToken) is { } verified)
        {
            if (verified.IsFirstUse)
            {
                audit.Done(AuditEvents.AppPasswordFirstUsed, caller.User, address, verified.Password.Id.Value);
            }

            return new() { Status = Cs3Status.Ok, AppPassword = AppPasswordMessages.Of(verified.Password) };
        }

        return Answers.Of<GetAppPasswordResponse>(Refusal.NotFound, "There is no such app password.");
    }
}
