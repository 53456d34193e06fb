using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using UploadProcessing.ServiceDefaults.Kestrel;
using UploadProcessing.ServiceDefaults.Proxies;

namespace UploadProcessing.ServiceDefaults.Http;

/// <summary>Registers <see cref="HttpLimits"/>, in every participant that files pass.</summary>
public static class HttpLimitsRegistration
{
    /// <summary>Sets Kestrel's limits from <see cref="HttpLimits"/>, and hands out what came before a connection ended.</summary>
    public static IServiceCollection AddHttpLimits(this IServiceCollection services)
    {
        // "A recipient MAY recognize a single LF as a line terminator" (RFC 9112, 2.2), and where one does and the other does not a request
        // hides. Kestrel has no option for it, only this.
        AppContext.SetSwitch("Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators", true);
        services.AddOptions<HttpLimits>().BindConfiguration(HttpLimits.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<KestrelServerOptions>().Configure<IServiceProvider>((kestrel, registered) =>
        {
            registered.GetRequiredService<IOptions<HttpLimits>>().Value.ApplyTo(kestrel);
            // All layers of a connection here: a second call would take the place of the first.
            kestrel.ConfigureEndpointDefaults(endpoint =>
            {
                if (registered.GetService<ConnectionsPerAddress>() is { } connections)
                {
                    endpoint.Use(connections.Before);
                }

                endpoint.Use(ReadToTheEnd.Before);
            });
        });
        return services;
    }

    /// <summary>Limits the connections of each address, and its requests through proxies; where clients connect, not between participants.</summary>
    public static IServiceCollection AddConnectionLimit(this IServiceCollection services)
    {
        services.TryAddSingleton<KnownProxies>();
        return services.AddSingleton<AddressCounts>().AddSingleton<ConnectionsPerAddress>().AddSingleton<RequestsPerAddress>();
    }

    /// <summary>Refuses a request whose end can be read in two ways, and ends one with 408 when its client sends nothing for
    /// <see cref="HttpLimits.IdleTimeout"/>. Comes first, so that it also holds for what answers in place of an endpoint.</summary>
    public static IApplicationBuilder UseHttpLimits(this IApplicationBuilder app)
    {
        var (timeout, time) = Settings(app);
        return app.Use(async (context, next) =>
        {
            if (StrictFraming.RefusalOf(context.Request) is { } refusal)
            {
                // Where the next request begins nobody can say.
                context.Response.Headers.Connection = "close";
                await refusal.ExecuteAsync(context);
                return;
            }

            if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false })
            {
                await next(context);
                return;
            }

            using var body = new IdleRequestBody(context, timeout, time);
            context.Features.Set<IRequestBodyPipeFeature>(body);
            context.Request.Body = body.AsStream(leaveOpen: true);
            await next(context);
        });
    }

    /// <summary>Ends a connection whose client takes nothing of an answer for <see cref="HttpLimits.IdleTimeout"/>. Where clients connect only:
    /// between participants the next one waits for its own client, and decides.</summary>
    public static IApplicationBuilder UseResponseIdleTimeout(this IApplicationBuilder app)
    {
        var (timeout, time) = Settings(app);
        return app.Use(async (context, next) =>
        {
            using var body = new IdleResponseBody(context, context.Features.GetRequiredFeature<IHttpResponseBodyFeature>(), timeout, time);
            context.Features.Set<IHttpResponseBodyFeature>(body);
            await next(context);
        });
    }

    private static (TimeSpan Timeout, TimeProvider Time) Settings(IApplicationBuilder app) => (
        app.ApplicationServices.GetRequiredService<IOptions<HttpLimits>>().Value.IdleTimeout,
        app.ApplicationServices.GetRequiredService<TimeProvider>());
}
