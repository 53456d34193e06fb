using Cs3.Auth.Applications.V1Beta1;
using Cs3.Types.V1Beta1;
using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Ocdav.Authentication;

namespace UploadProcessing.Ocdav.AppPasswords;

/// <summary><c>/app-passwords</c>: passwords for clients that know only Basic, each for the signed-in user alone.</summary>
internal static class AppPasswordRoutes
{
    public const string Root = "/app-passwords";

    public static void Map(IEndpointRouteBuilder routes)
    {
        // Whoever finds one must not be able to make more of them, or to revoke the one their owner would notice.
        var group = routes.MapGroup(Root).AddEndpointFilter(async (context, next) =>
        {
            // What is answered is a secret, or says which ones there are.
            context.HttpContext.Response.Headers.CacheControl = "no-store";
            return context.HttpContext.User.HasAppPassword() ? NotWithAppPassword() : await next(context);
        });
        CreateAppPassword.Map(group);
        ListAppPasswords.Map(group);
        RevokeAppPassword.Map(group);
    }

    public static AppPasswordEntry Describe(AppPassword password) => new(
        AppPasswordText.ReadId(password.Password)?.Value ?? password.Password,
        password.Label, Time(password.Ctime), Time(password.Utime), Time(password.Expiration));

    private static ProblemHttpResult NotWithAppPassword() =>
        WebDavErrors.Forbidden("App passwords are managed by who signed in with their own password or an access token.");

    private static DateTimeOffset? Time(Timestamp? timestamp) =>
        timestamp is null ? null : DateTimeOffset.FromUnixTimeSeconds((long)timestamp.Seconds);
}

/// <summary>An app password without its secret.</summary>
internal sealed record AppPasswordEntry(string Id, string Label, DateTimeOffset? Created, DateTimeOffset? LastUsed, DateTimeOffset? Expires);
