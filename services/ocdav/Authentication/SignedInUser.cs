using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>The signed-in user.</summary>
internal static class SignedInUser
{
    private const string AppPasswordClaim = "app_password";

    public static AuthenticateResult Ticket(string scheme, UserId user, string? displayName = null, AppPasswordId? appPassword = null)
    {
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, user.Value), new(ClaimTypes.Name, displayName ?? "")], scheme);
        if (appPassword is { } id)
        {
            identity.AddClaim(new Claim(AppPasswordClaim, id.Value));
        }

        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), scheme));
    }

    public static UserId Id(this ClaimsPrincipal user) => new(user.FindFirstValue(ClaimTypes.NameIdentifier)
        ?? throw new InvalidOperationException("An endpoint that needs a user was reached without one."));

    /// <summary>As the issuer or the configuration has it; null when neither does.</summary>
    public static string? DisplayName(this ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.Name) is { Length: > 0 } name ? name : null;

    /// <summary>Whether it was an app password that let them in.</summary>
    public static bool HasAppPassword(this ClaimsPrincipal user) => user.HasClaim(claim => claim.Type == AppPasswordClaim);
}
