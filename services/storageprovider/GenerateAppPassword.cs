using Cs3.Auth.Applications.V1Beta1;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Storage.Credentials;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Makes an app password for the caller; this answer alone has its secret.</summary>
internal sealed class GenerateAppPassword(AppPasswords passwords)
{
    public async Task<GenerateAppPasswordResponse> HandleAsync(
        GenerateAppPasswordRequest request, AccessToken caller, CancellationToken cancellationToken)
    {
        if (caller.AppPassword is not null)
        {
            return AppPasswordMessages.NotWithAppPassword<GenerateAppPasswordResponse>();
        }

        // Better refused than taken and not obeyed.
        if (request.TokenScope.Count > 0)
        {
            return Answers.Invalid<GenerateAppPasswordResponse>("App passwords are not limited to scopes here.");
        }

        var expires = request.Expiration is { } asked ? References.Time(asked) : null;
        if (request.Expiration is not null && expires is null)
        {
            return Answers.Invalid<GenerateAppPasswordResponse>("The expiration cannot be read.");
        }

        var made = await passwords.CreateAsync(caller.User, request.Label, expires, cancellationToken);
        return made.Password is { } password
            ? new() { Status = Cs3Status.Ok, AppPassword = AppPasswordMessages.Of(password, made.Text.Reveal()) }
            : Answers.Of<GenerateAppPasswordResponse>(made.Refusal, made.Detail);
    }
}
