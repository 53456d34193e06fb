using NATS.Client.Core;
using UploadProcessing.Contracts.Administration;
using UploadProcessing.Messaging.Consuming;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.Storage;

namespace UploadProcessing.DataProvider.Administration;

/// <summary><c>/admin/given-up</c>: events that a consumer has given up, and their delivery once more.</summary>
internal static class GivenUpRoutes
{
    private const int Limit = 1000;

    // For a nats that is away: whoever asks is to hear of it before they lose patience.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static void MapGivenUp(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/given-up", ListAsync);
        routes.MapPost("/admin/given-up/{id}/replay", ReplayAsync);
    }

    private static Task<IResult> ListAsync(HttpContext context, CancellationToken aborted) => AskAsync(context, async (givenUp, cancellationToken) =>
    {
        var events = new List<AdminGivenUpEvent>();
        await foreach (var one in givenUp.ListAsync(Limit, cancellationToken))
        {
            events.Add(new AdminGivenUpEvent(one.Id, one.At, one.Subject, one.Upload, one.Consumer, one.Deliveries, one.Reason));
        }

        return TypedResults.Json(new AdminGivenUpList([.. events.OrderByDescending(one => one.At)]), AdminJson.Default.AdminGivenUpList);
    }, aborted);

    private static Task<IResult> ReplayAsync(string id, HttpContext context, AuditLog audit, CancellationToken aborted) => AskAsync(context, async (givenUp, cancellationToken) =>
    {
        if (!await givenUp.ReplayAsync(id, cancellationToken))
        {
            return TransferErrors.Problem(Refusal.NotFound, "There is no such event. It may have been replayed, or be too old (Messaging:MaximumAge).");
        }

        audit.Done(AuditEvents.Administration, null, context.Connection.RemoteIpAddress, $"replay {id}");
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }, aborted);

    private static async Task<IResult> AskAsync(HttpContext context, Func<GivenUpEvents, CancellationToken, Task<IResult>> ask, CancellationToken aborted)
    {
        if (context.RequestServices.GetService<GivenUpEvents>() is not { } givenUp)
        {
            return TypedResults.Problem("This dataprovider has no nats (ConnectionStrings:nats).", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        using var until = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        until.CancelAfter(Patience);
        try
        {
            return await ask(givenUp, until.Token);
        }
        catch (Exception exception) when (exception is NatsException or OperationCanceledException && !aborted.IsCancellationRequested)
        {
            return TypedResults.Problem("nats cannot be reached at the moment. Try again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
