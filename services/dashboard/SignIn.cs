using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Dashboard;

/// <summary>The pages are for whoever opens the link with the token, once; from then on a cookie says so.</summary>
internal static class SignIn
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static void AddSignIn(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<DashboardOptions>().BindConfiguration(DashboardOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.PostConfigure<DashboardOptions>(options => options.Token ??= RandomNumberGenerator.GetHexString(32, lowercase: true));
        builder.Services.AddHostedService<SignInLink>();
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = "uploads-dashboard";
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.HttpOnly = true;
            cookie.ExpireTimeSpan = Lifetime;
            cookie.LoginPath = "/login";
        });
        builder.Services.AddCascadingAuthenticationState();
    }

    public static void MapSignIn(this WebApplication app)
    {
        // Strict: the cookie does not come with the first request that follows a link from elsewhere, so the page is asked for once more, by itself.
        app.MapGet("/login", async (string? t, string? returnUrl, HttpContext context, IOptions<DashboardOptions> options) =>
        {
            if (t is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(t), Encoding.UTF8.GetBytes(options.Value.Token!)))
            {
                return Results.Content(Page, "text/html; charset=utf-8", statusCode: t is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden);
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "developer")], CookieAuthenticationDefaults.AuthenticationScheme);
            await context.SignInAsync(new ClaimsPrincipal(identity));
            return Results.LocalRedirect(returnUrl is ['/', not '/' and not '\\', ..] ? returnUrl : "/");
        }).DisableHttpMetrics();
    }

    /// <summary>What pages may do: nothing from elsewhere, and nobody frames them.</summary>
    public static void UsePageHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self' ws: wss: http://localhost:*; frame-ancestors 'none'; base-uri 'self'";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    });

    private const string Page = """
        <!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in</title>
        <body style="font:16px system-ui;max-width:40rem;margin:4rem auto;padding:0 1rem">
        <h1>Uploads</h1>
        <form><label>Token <input name="t" type="password" autofocus autocomplete="off" style="width:20rem"></label> <button>Open</button></form>
        <p>The token was printed when the dashboard was started: open the link there.</p>
        """;

    /// <summary>Prints the link of a token that was made up here; whoever has set one knows it. To the console: a secret is in no log.</summary>
    private sealed class SignInLink(IOptions<DashboardOptions> options, IConfiguration configuration) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            if (string.IsNullOrEmpty(configuration[$"{DashboardOptions.SectionName}:{nameof(DashboardOptions.Token)}"]))
            {
                Console.Out.WriteLine($"The dashboard opens with /login?t={options.Value.Token}");
            }

            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
