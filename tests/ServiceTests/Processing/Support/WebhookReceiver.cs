using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceTests.Processing.Support;

/// <summary>A receiver of webhooks on this machine, which answers as the test says.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebhookReceiver(WebApplication app, ConcurrentQueue<ReceivedRequest> requests) => (_app, Requests) = (app, requests);

    public ConcurrentQueue<ReceivedRequest> Requests { get; }

    public int Port => new Uri(_app.Urls.First()).Port;

    public string Url => $"http://127.0.0.1:{Port}/hook";

    public static async Task<WebhookReceiver> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var requests = new ConcurrentQueue<ReceivedRequest>();
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var headers = context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
            requests.Enqueue(new ReceivedRequest(context.Request.Path, headers, body.ToArray()));
            await answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new WebhookReceiver(app, requests);
    }

    /// <summary>One that always answers the same.</summary>
    public static Task<WebhookReceiver> StartAsync(int status, string? json = null) => StartAsync(async context =>
    {
        context.Response.StatusCode = status;
        if (json is not null)
        {
            await context.Response.WriteAsync(json, context.RequestAborted);
        }
    });

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>One request.</summary>
internal sealed record ReceivedRequest(string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonNode Data => JsonNode.Parse(Body)!["data"]!;
}
