using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.ServiceDefaults.Kestrel;

namespace UploadProcessing.ServiceDefaults.Proxies;

/// <summary>Registers what <see cref="ProxyOptions"/> says, where clients connect.</summary>
public static class ProxyRegistration
{
    /// <summary>Before every other preparation of requests: what comes first is what the client meant.</summary>
    public static void AddProxies(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ProxyOptions>().BindConfiguration(ProxyOptions.SectionName).ValidateDataAnnotations()
            .Validate(
                options => options.Known.All(text => KnownProxies.Read(text) is not null),
                "Configuration 'Proxies:Known' lists something that is neither an address nor a network like 10.1.0.0/16.")
            .ValidateOnStart();
        services.TryAddSingleton<KnownProxies>();
        services.AddSingleton<ForwardedRequest>();
        services.AddOptions<ForwardedHeadersOptions>().Configure<KnownProxies>((forwarded, proxies) =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            // As far as there are proxies that are known; the framework's are this machine's own addresses.
            forwarded.ForwardLimit = null;
            forwarded.KnownProxies.Clear();
            forwarded.KnownIPNetworks.Clear();
            foreach (var network in proxies.Networks)
            {
                forwarded.KnownIPNetworks.Add(network);
            }
        });
        if (builder.Configuration.GetValue<string>($"{ProxyOptions.SectionName}:{nameof(ProxyOptions.PathBase)}") is { Length: > 0 } pathBase)
        {
            services.PrepareRequests(new ConfiguredPathBase(pathBase).TakeOff);
        }
    }

    /// <summary>First of all: who asks, and by which address, is what everything else goes by.</summary>
    public static IApplicationBuilder UseProxies(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<KnownProxies>().Any)
        {
            // Without a list the framework's own would believe everybody.
            return app;
        }

        var forwarded = app.Services.GetRequiredService<ForwardedRequest>();
        app.Use((context, next) => forwarded.Read(context) is { } refusal ? refusal.ExecuteAsync(context) : next(context));
        if (app.Configuration.GetSection(ProxyOptions.SectionName).GetValue(nameof(ProxyOptions.Header), ForwardedBy.XForwarded) is ForwardedBy.XForwarded)
        {
            app.UseForwardedHeaders();
        }

        return app.Use(app.Services.GetRequiredService<RequestsPerAddress>().Limit);
    }
}
