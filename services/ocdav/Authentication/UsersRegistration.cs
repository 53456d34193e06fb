using Microsoft.AspNetCore.Authorization;
using UploadProcessing.Ocdav.Authentication.Oidc;
using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav.Authentication;

internal static class UsersRegistration
{
    /// <summary>Basic and, where an issuer is configured, Bearer for everything that does not allow anonymous requests itself.</summary>
    public static void AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddConfiguredUsers();
        builder.Services.AddSingleton<AppPasswordSignIn>();
        builder.Services.AddSingleton<SignInAudit>();
        builder.Services.AddOidc();

        // AddAuthentication would also create a key ring for cookies, on disk in the home directory.
        builder.Services.AddWebEncoders();
        builder.Services.AddTransient<SignInHandler>();
        builder.Services.AddTransient<BasicAuthenticationHandler>();
        builder.Services.AddTransient<BearerAuthenticationHandler>();
        builder.Services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = SignInHandler.SchemeName;
            authentication.AddScheme<SignInHandler>(SignInHandler.SchemeName, null);
            authentication.AddScheme<BasicAuthenticationHandler>(BasicAuthenticationHandler.SchemeName, null);
            authentication.AddScheme<BearerAuthenticationHandler>(BearerAuthenticationHandler.SchemeName, null);
        });
        builder.Services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new SignedInOrHealth()).Build());
        builder.Services.AddSingleton<IAuthorizationHandler, SignedInOrHealthHandler>();
    }
}

/// <summary>The fallback: a user, except where the service is asked about itself. Those endpoints are mapped for all participants alike.</summary>
internal sealed class SignedInOrHealth : IAuthorizationRequirement;

internal sealed class SignedInOrHealthHandler : AuthorizationHandler<SignedInOrHealth>
{
    private static readonly PathString[] Open = ["/health", "/alive", "/about"];

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, SignedInOrHealth requirement)
    {
        if (context.User.Identity is { IsAuthenticated: true }
            || (context.Resource is HttpContext http && Open.Contains(http.Request.Path)))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }
}
