using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using UploadProcessing.Contracts;
using UploadProcessing.ServiceDefaults.Browsers;
using UploadProcessing.ServiceDefaults.Kestrel;
using UploadProcessing.ServiceDefaults.Proxies;
using UploadProcessing.Tus;

namespace UploadProcessing.DataGateway;

/// <summary>What TUS asks of whoever faces the client, for every request and every answer alike.</summary>
internal static class TusFront
{
    // Beside TUS's: what the answer to the last byte tells about the file, where its progress is told, of a download
    // which part it is, and when to ask again.
    private static readonly string[] OwnHeaders =
        ["OC-ETag", "OC-FileId", "OC-Perm", "Last-Modified", "Progress-Location", "Accept-Ranges", "Content-Range", "Retry-After"];

    public static void AddTus(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new TusCapabilities { MaxSize = builder.Configuration.GetValue(FileLimit.Key, FileLimit.Default) });
        builder.AddBrowserAccess([.. TusCors.ExposedHeaders, .. OwnHeaders]);
        var joinsTrace = builder.Configuration.GetValue("Transfer:JoinCreationTrace", true);
        var turns = new UploadTurns(TimeProvider.System);
        builder.Services.AddSingleton(turns);
        builder.Services.PrepareRequests(features =>
        {
            var request = features.GetRequiredFeature<IHttpRequestFeature>();
            request.Method = MethodOf(request);
            turns.Enter(features);
            if (joinsTrace)
            {
                CreationTrace.Join(request);
            }
        });
    }

    public static void UseTus(this WebApplication app)
    {
        app.UseBrowserAccess();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                // Errors too, of whoever makes them; a dataprovider's own stays.
                context.Response.Headers.TryAdd(TusHeaders.TusResumable, TusVersion.Current);
                // A path leads to whatever serves both, below the path that the client sees.
                context.Response.PrefixPaths(TusHeaders.Location, TusHeaders.ProgressLocation);
                return Task.CompletedTask;
            });
            LinkCreation(context.Request);
            return TusMethod.Effective(context.Request.Method, HeadersOf(context.Request.Headers)).Error is { } error
                ? ForwardFailures.Of(error).ExecuteAsync(context)
                : next(context);
        });
    }

    // "The actual method of the request MUST be ignored": by whatever chooses the endpoint too. What is no method is refused afterwards.
    private static string MethodOf(IHttpRequestFeature request)
    {
        var meant = TusMethod.Effective(request.Method, HeadersOf(request.Headers));
        return meant.Error is null ? meant.Value : request.Method;
    }

    // A request that brings a trace of its own keeps it.
    private static void LinkCreation(HttpRequest request)
    {
        if (Activity.Current is { } activity && CreationTrace.Of(request.Path.Value ?? "") is { } creation
            && ActivityContext.TryParse(creation, null, out var context) && context.TraceId != activity.TraceId)
        {
            activity.AddLink(new ActivityLink(context));
        }
    }

    private static TusRequestHeaders HeadersOf(IHeaderDictionary headers) => new(name => headers[name]);
}
