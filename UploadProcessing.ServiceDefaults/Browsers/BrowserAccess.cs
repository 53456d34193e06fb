using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace UploadProcessing.ServiceDefaults.Browsers;

/// <summary>Lets pages of other origins upload: preflights are answered here, before anybody asks who the user is, because browsers send
/// them without credentials.</summary>
public static class BrowserAccess
{
    private static readonly TimeSpan PreflightsLast = TimeSpan.FromHours(1);

    /// <summary>Registers the origins of <see cref="BrowserOptions"/>, and what their pages may read of an answer.</summary>
    public static void AddBrowserAccess(this IHostApplicationBuilder builder, IEnumerable<string> exposedHeaders)
    {
        var options = builder.Configuration.GetSection(BrowserOptions.SectionName).Get<BrowserOptions>() ?? new BrowserOptions();
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy =>
        {
            // No cookies anywhere: a page has nothing but what its user gives it, so any header it sends is its own.
            policy.AllowAnyHeader().AllowAnyMethod().WithExposedHeaders([.. exposedHeaders]).SetPreflightMaxAge(PreflightsLast);
            Allow(policy, options, builder.Environment.IsDevelopment());
        }));
    }

    /// <summary>Before authentication, which is why that has to follow by name.</summary>
    public static void UseBrowserAccess(this IApplicationBuilder app) => app.UseCors();

    private static void Allow(CorsPolicyBuilder policy, BrowserOptions options, bool isDevelopment)
    {
        if (options.Origins.Contains("*"))
        {
            policy.AllowAnyOrigin();
        }
        else
        {
            policy.SetIsOriginAllowed(origin => options.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase)
                || (isDevelopment && Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.IsLoopback));
        }
    }
}
