using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>
/// Categories that print URLs or headers below Warning stay at Warning, whatever the configuration says, for every provider:
/// a console is collected too. Their messages carry raw paths, and the token in <c>/data/{jwt}</c> is as good as a password.
/// </summary>
internal sealed class QuietCategories : IPostConfigureOptions<LoggerFilterOptions>
{
    private static readonly string[] Quiet =
    [
        "Microsoft.AspNetCore", // Hosting.Diagnostics, Routing, StaticFiles, HttpLogging, Kestrel.BadRequests, redirects
        "System.Net.Http", // the loggers of IHttpClientFactory
        "Grpc.Net.Client",
        "Yarp",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        // A rule for a longer category or for one provider beats a general one, so each is capped where it stands...
        for (var i = 0; i < options.Rules.Count; i++)
        {
            if (options.Rules[i] is { CategoryName: { } category } rule && Quiet.Any(quiet => Covers(quiet, category)))
            {
                options.Rules[i] = new LoggerFilterRule(rule.ProviderName, category, AtLeastWarning(rule.LogLevel), rule.Filter);
            }
        }

        // ...and every provider that has rules of its own gets ours; the last of equals wins.
        foreach (var provider in options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToList())
        {
            foreach (var quiet in Quiet)
            {
                var strictest = options.Rules.LastOrDefault(rule => rule.ProviderName == provider && rule.CategoryName == quiet)?.LogLevel;
                options.Rules.Add(new LoggerFilterRule(provider, quiet, AtLeastWarning(strictest), null));
            }
        }
    }

    private static bool Covers(string quiet, string category) => category.StartsWith(quiet, StringComparison.OrdinalIgnoreCase);

    private static LogLevel AtLeastWarning(LogLevel? level) => level > LogLevel.Warning ? level.Value : LogLevel.Warning;
}
