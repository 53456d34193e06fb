using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav.Authentication.Oidc;

/// <summary>HTTP Bearer (RFC 6750) with access tokens of the configured issuer.</summary>
internal sealed class BearerAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder,
    BearerTokens tokens, FailedSignIns failed, SignInAudit audit)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";

    private const string Way = "token";

    public static bool IsBearer(HttpRequest request) => Token(request) is not null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Token(Request) is not { } token)
        {
            return AuthenticateResult.NoResult();
        }

        var result = await tokens.VerifyAsync(token, Context.RequestAborted);
        if (result.User is not { } user)
        {
            var refusal = Refuse(result.Error!.Value);
            Context.Features.Set(refusal);
            return AuthenticateResult.Fail(refusal.Detail);
        }

        // Also from an address that is refused for its failures: a good token is no guess.
        audit.SignedIn(user, Context.Connection.RemoteIpAddress, Way);
        return SignedInUser.Ticket(Scheme.Name, user, result.DisplayName);
    }

    private static string? Token(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && AuthenticationHeaderValue.TryParse(header, out var value)
        && value.Scheme.Equals(SchemeName, StringComparison.OrdinalIgnoreCase) ? value.Parameter ?? "" : null;

    private SignInRefusal Refuse(BearerError error)
    {
        var address = Context.Connection.RemoteIpAddress;
        if (error is BearerError.Unverifiable)
        {
            audit.Refused("unverifiable", address, Way);
            return SignInRefusal.Unavailable("The issuer of access tokens cannot be reached, so yours cannot be verified. Try again later.");
        }

        if (error is BearerError.Expired)
        {
            // Every token ends like this, and its client comes back with another one: no failure that counts.
            audit.Refused("expired", address, Way);
            return SignInRefusal.InvalidToken("The access token has expired.");
        }

        if (failed.RefusedFor(address) is { } refusedFor)
        {
            audit.Refused("limited", address, Way);
            return SignInRefusal.TooMany(refusedFor);
        }

        failed.Add(address);
        audit.Refused("failed", address, Way);
        return SignInRefusal.InvalidToken(error is BearerError.Nameless
            ? "The access token names nobody who could be a user here."
            : "The access token is not one of this server's issuer, or not for this server.");
    }
}
