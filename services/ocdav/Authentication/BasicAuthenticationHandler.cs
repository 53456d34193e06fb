using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;
using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>HTTP Basic (RFC 7617) against the configured users and everybody's app passwords.</summary>
internal sealed class BasicAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    PasswordSignIn passwords, AppPasswordSignIn appPasswords)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Basic";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header])
        {
            return AuthenticateResult.NoResult();
        }

        if (BasicCredentials.Read(header) is not { } credentials)
        {
            return AuthenticateResult.Fail("The Authorization header is of no scheme that is known here, or malformed.");
        }

        return AppPasswordText.TryParse(credentials.Password, out var appPassword)
            ? await ByAppPasswordAsync(credentials.Name, appPassword)
            : await ByPasswordAsync(credentials);
    }

    private async Task<AuthenticateResult> ByPasswordAsync(BasicCredentials credentials)
    {
        var result = await passwords.TryAsync(
            credentials.Name, credentials.Password, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        return result switch
        {
            { User: { } user } => SignedInUser.Ticket(Scheme.Name, new UserId(user.Name), user.DisplayName),
            { RetryAfter: { } retryAfter } => Refused(SignInRefusal.TooMany(retryAfter)),
            _ => Refused(SignInRefusal.NoCredentials),
        };
    }

    private async Task<AuthenticateResult> ByAppPasswordAsync(string name, AppPasswordText password) =>
        await appPasswords.TryAsync(name, password, Context.Connection.RemoteIpAddress, Context.RequestAborted) is { } refusal
            ? Refused(refusal)
            : SignedInUser.Ticket(Scheme.Name, new UserId(name), appPassword: password.Id);

    private AuthenticateResult Refused(SignInRefusal refusal)
    {
        Context.Features.Set(refusal);
        return AuthenticateResult.Fail(refusal.Detail);
    }
}
