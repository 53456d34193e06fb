using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>HTTP Basic (RFC 7617) against the configured users.</summary>
internal sealed class BasicAuthenticationHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SignIn signIn)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Basic";

    private TimeSpan? _retryAfter;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header])
        {
            return AuthenticateResult.NoResult();
        }

        if (BasicCredentials.Read(header) is not { } credentials)
        {
            return AuthenticateResult.Fail("The Authorization header is not Basic, or malformed.");
        }

        var result = await signIn.TryAsync(
            credentials.Name, credentials.Password, Context.Connection.RemoteIpAddress, Context.RequestAborted);
        if (result.User is not { } user)
        {
            _retryAfter = result.RetryAfter;
            return AuthenticateResult.Fail("Unknown user or wrong password.");
        }

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user.Name), new Claim(ClaimTypes.Name, user.Name)], Scheme.Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        if (_retryAfter is { } retryAfter)
        {
            Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await TypedResults.Problem(
                "Too many sign-ins failed. Try again later.", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(Context);
            return;
        }

        Response.Headers.WWWAuthenticate = "Basic realm=\"UploadProcessing\", charset=\"UTF-8\"";
        await TypedResults.Problem(
            "Sign in with a user's name and password.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }
}

/// <summary>The signed-in user.</summary>
internal static class SignedInUser
{
    public static UserId Id(this ClaimsPrincipal user) => new(user.FindFirstValue(ClaimTypes.NameIdentifier)
        ?? throw new InvalidOperationException("An endpoint that needs a user was reached without one."));
}
