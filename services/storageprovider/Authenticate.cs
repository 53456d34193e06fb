using System.Net;
using Cs3.Gateway.V1Beta1;
using Cs3.Identity.User.V1Beta1;
using Cs3.Rpc.V1Beta1;
using UploadProcessing.Contracts.Access;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.ServiceDefaults.Users;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Credentials;
using UploadProcessing.StorageProvider.Cs3;
using UserId = UploadProcessing.Contracts.UserId;

namespace UploadProcessing.StorageProvider;

/// <summary>Gives an access token for a name and a password, or app password.</summary>
internal sealed class Authenticate(
    PasswordSignIn passwords, AppPasswords appPasswords, FailedSignIns failed, AccessTokens tokens, AuditLog audit)
{
    private const string Basic = "basic";

    public async Task<AuthenticateResponse> HandleAsync(AuthenticateRequest request, IPAddress? address, CancellationToken cancellationToken) =>
        request.Type != Basic
            ? Answers.Invalid<AuthenticateResponse>($"The type is not '{Basic}'.")
            : AppPasswordText.TryParse(request.ClientSecret, out var appPassword)
                ? await ByAppPasswordAsync(request.ClientId, appPassword, address, cancellationToken)
                : await ByPasswordAsync(request, address, cancellationToken);

    private async Task<AuthenticateResponse> ByPasswordAsync(AuthenticateRequest request, IPAddress? address, CancellationToken cancellationToken) =>
        await passwords.TryAsync(request.ClientId, request.ClientSecret, address, cancellationToken) switch
        {
            { User: { } user } => Granted(new UserId(user.Name), user.DisplayName, null),
            { RetryAfter: not null } => TooMany(),
            _ => Refused(),
        };

    private async Task<AuthenticateResponse> ByAppPasswordAsync(
        string name, AppPasswordText password, IPAddress? address, CancellationToken cancellationToken)
    {
        if (failed.RefusedFor(name, address) is not null)
        {
            audit.Refused(AuditEvents.SignIn, "limited", null, address, $"app password {password.Id}");
            return TooMany();
        }

        if (await appPasswords.VerifyAsync(new UserId(name), password, cancellationToken) is not { } verified)
        {
            failed.Add(name, address);
            audit.Refused(AuditEvents.SignIn, "failed", null, address, $"app password {password.Id}");
            return Refused();
        }

        failed.Forget(name, address);
        if (verified.IsFirstUse)
        {
            audit.Done(AuditEvents.AppPasswordFirstUsed, verified.Password.User, address, password.Id.Value);
        }

        audit.Done(AuditEvents.SignIn, verified.Password.User, address, $"app password {password.Id}");
        return Granted(verified.Password.User, "", password.Id);
    }

    private AuthenticateResponse Granted(UserId user, string displayName, AppPasswordId? appPassword) => new()
    {
        Status = Cs3Status.Ok,
        Token = tokens.Mint(user, appPassword),
        User = new User
        {
            Id = ResourceInfos.User(user.Value),
            Username = user.Value,
            DisplayName = displayName.Length > 0 ? displayName : user.Value,
        },
    };

    private static AuthenticateResponse TooMany() => Answers.Of<AuthenticateResponse>(Refusal.TooMany, "Too many sign-ins failed. Try again later.");

    private static AuthenticateResponse Refused() => new()
    {
        Status = new Status { Code = Code.Unauthenticated, Message = "Unknown user or wrong password." },
    };
}
