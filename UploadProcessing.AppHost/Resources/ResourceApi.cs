using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts.Resources;

namespace UploadProcessing.AppHost.Resources;

/// <summary>What our dashboard asks the AppHost: how the resources are, what they write, and to start or stop one. On loopback, with a token of this run.</summary>
/// <remarks>It listens before any resource is started (<see cref="IHostedLifecycleService"/>), so its address can be among a resource's variables.</remarks>
internal sealed class ResourceApi(
    ResourceStates states, ResourceLoggerService loggers, ResourceCommandService commands, ResourceApiToken token, ILogger<ResourceApi> logger)
    : IHostedLifecycleService, IAsyncDisposable
{
    private const int MaxLines = 1_000;

    private WebApplication? _server;

    public string Address => _server?.Urls.First() ?? throw new InvalidOperationException("The AppHost has not been started.");

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();       // Its reader looks once a second: one line each would bury what the resources write.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Services.AddProblemDetails();
        _server = builder.Build();
        _server.Use(AuthorizeAsync);
        Map(_server.MapGroup("/resources"));
        await _server.StartAsync(cancellationToken);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    public Task StoppedAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;
    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Map(RouteGroupBuilder resources)
    {
        resources.MapGet("", () => TypedResults.Json(states.All(), ResourceJson.Default.IReadOnlyListResourceStatus));
        resources.MapGet("{name}/logs", LogsAsync);
        resources.MapPost("{name}/commands/{command}", ExecuteAsync);
    }

    private async Task<IResult> LogsAsync(string name, int? after)
    {
        if (states.Find(name) is not { } resource)
        {
            return Unknown(name);
        }

        var lines = new List<ResourceLogLine>();
        await foreach (var batch in loggers.GetAllAsync(resource))
        {
            lines.AddRange(batch.Where(line => line.LineNumber > (after ?? 0)).Select(line => new ResourceLogLine(line.LineNumber, line.Content, line.IsErrorMessage)));
        }

        return TypedResults.Json<IReadOnlyList<ResourceLogLine>>([.. lines.TakeLast(MaxLines)], ResourceJson.Default.IReadOnlyListResourceLogLine);
    }

    private async Task<IResult> ExecuteAsync(string name, string command, CancellationToken aborted)
    {
        if (states.Find(name) is not { } resource)
        {
            return Unknown(name);
        }

        logger.CommandAsked(name, command);
        var result = await commands.ExecuteCommandAsync(resource, command, aborted);
        return TypedResults.Json(new ResourceCommandOutcome(result.Success, result.Message), ResourceJson.Default.ResourceCommandOutcome);
    }

    private static ProblemHttpResult Unknown(string name) => TypedResults.Problem($"The AppHost has no resource '{name}'.", statusCode: StatusCodes.Status404NotFound);

    private Task AuthorizeAsync(HttpContext context, RequestDelegate next)
    {
        if (token.IsShownBy(context.Request.Headers.Authorization))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem("The token of this AppHost's run is missing or wrong.", statusCode: StatusCodes.Status401Unauthorized).ExecuteAsync(context);
    }
}

/// <summary>Made at start and kept nowhere: only who is started by this AppHost learns it.</summary>
internal sealed class ResourceApiToken
{
    private const int Bytes = 32;

    public string Value { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes));

    public bool IsShownBy(string? authorization) => authorization is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization), Encoding.UTF8.GetBytes($"Bearer {Value}"));
}
