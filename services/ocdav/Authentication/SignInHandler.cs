using System.Globalization;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using UploadProcessing.Ocdav.Authentication.Oidc;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>The one door: reads which kind of credentials a request brings, and says what is wanted when they let nobody in.</summary>
internal sealed class SignInHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, IOptions<OidcOptions> oidc)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "SignIn";

    private const string Realm = "realm=\"UploadProcessing\"";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Context.AuthenticateAsync(
        oidc.Value.IsOn && BearerAuthenticationHandler.IsBearer(Request)
            ? BearerAuthenticationHandler.SchemeName
            : BasicAuthenticationHandler.SchemeName);

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        await HandleAuthenticateOnceSafeAsync();
        var refusal = Context.Features.Get<SignInRefusal>() ?? SignInRefusal.NoCredentials;
        if (refusal.RetryAfter is { } retryAfter)
        {
            Response.Headers.RetryAfter = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            // A line for each: clients that read only the first know Basic best.
            Response.Headers.WWWAuthenticate = oidc.Value.IsOn
                ? new[] { $"Basic {Realm}, charset=\"UTF-8\"", $"Bearer {Realm}{(refusal.IsInvalidToken ? ", error=\"invalid_token\"" : "")}" }
                : $"Basic {Realm}, charset=\"UTF-8\"";
        }

        await TypedResults.Problem(refusal.Detail, statusCode: refusal.Status).ExecuteAsync(Context);
    }
}
