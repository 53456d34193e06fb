using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Grpc.Core;
using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Contracts.Uploads;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.ServiceDefaults.Http;

namespace UploadProcessing.Ocdav;

/// <summary><c>GET /events/spaces/{spaceid}</c>: what happens to the uploads of a space, as server-sent events (docs/respond-async.md).</summary>
internal sealed class WatchSpace(UploadEvents.UploadEventsClient events, AccessTokens tokens, IHostApplicationLifetime lifetime, ILogger<WatchSpace> logger)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/events/spaces/{spaceid}", (string spaceid, HttpContext context, WatchSpace watch) => watch.HandleAsync(spaceid, context));

    private async Task<IResult> HandleAsync(string spaceid, HttpContext context)
    {
        var request = new WatchRequest { SpaceId = spaceid };
        if (ServerSentEvents.After(context.Request) is { } after)
        {
            request.After = after;
        }

        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        var metadata = new Metadata { { AccessTokens.MetadataKey, tokens.Mint(context.User.Id()) } };
        using var call = events.Watch(request, metadata, cancellationToken: until.Token);
        try
        {
            // Whoever may not see the space is told so before any event is.
            if ((await call.ResponseHeadersAsync).GetValue(AccessTokens.WatchingKey) is null)
            {
                await call.ResponseStream.MoveNext(until.Token);
            }

            await ServerSentEvents.BeginAsync(context.Response, until.Token);
            await ServerSentEvents.WriteAsync(context.Response, ToldAsync(call.ResponseStream, until.Token), SpaceUploadJson.Default.SpaceUpload, until.Token);
        }
        catch (Exception exception) when (exception is RpcException or OperationCanceledException)
        {
            if (!context.Response.HasStarted)
            {
                return Refused(exception);
            }

            // It ends here: they come back, and are told why they may not.
        }

        return Results.Empty;
    }

    private ProblemHttpResult Refused(Exception exception)
    {
        if (exception is RpcException { StatusCode: StatusCode.NotFound })
        {
            return WebDavErrors.NotFound("There is no such space.");
        }

        logger.SpaceNotWatched(exception);
        return WebDavErrors.BadGateway("The storage cannot be reached at the moment.");
    }

    private static async IAsyncEnumerable<(string Event, long? Id, SpaceUpload Data)> ToldAsync(
        IAsyncStreamReader<UploadEvent> events, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await events.MoveNext(cancellationToken))
        {
            var one = events.Current;
            yield return (one.Event, one.Id > 0 ? one.Id : null, SpaceUpload.Of(one));
        }
    }
}

/// <summary>What is told of an upload: whatever is not known is absent.</summary>
internal sealed record SpaceUpload(
    DateTimeOffset At, string? UploadId, string? UserId, string? ParentId, string? Name, long? Offset, long? Length, string? FileId,
    [property: JsonPropertyName("etag")] string? ETag, string? Step, string? StepState, string? Reason)
{
    public static SpaceUpload Of(UploadEvent told) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(told.At), Text(told.UploadId), Text(told.UserId), Text(told.ParentId), Text(told.Name),
        told.HasOffset ? told.Offset : null, told.HasLength ? told.Length : null, Text(told.FileId), Text(told.Etag), Text(told.Step), Text(told.StepState),
        Text(told.Reason));

    private static string? Text(string text) => text.Length > 0 ? text : null;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SpaceUpload))]
internal sealed partial class SpaceUploadJson : JsonSerializerContext;
