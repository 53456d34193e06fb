using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Ocdav.Authentication;

internal static class UsersRegistration
{
    /// <summary>Basic authentication for everything that does not allow anonymous requests itself.</summary>
    public static void AddUsers(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<UsersOptions>().Configure<IConfiguration>(UsersOptions.Bind).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<UsersOptions>, UsersValidation>();
        builder.Services.AddSingleton<ConfiguredUsers>();
        builder.Services.AddOptions<SignInOptions>().BindConfiguration(SignInOptions.SectionName)
            .ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<VerifiedPasswords>();
        builder.Services.AddSingleton<FailedSignIns>();
        builder.Services.AddSingleton<SignIn>();

        // AddAuthentication would also create a key ring for cookies, on disk in the home directory.
        builder.Services.AddWebEncoders();
        builder.Services.AddTransient<BasicAuthenticationHandler>();
        builder.Services.AddAuthenticationCore(authentication =>
        {
            authentication.DefaultScheme = BasicAuthenticationHandler.SchemeName;
            authentication.AddScheme<BasicAuthenticationHandler>(BasicAuthenticationHandler.SchemeName, null);
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
