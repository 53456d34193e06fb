using UploadProcessing.Contracts.Transfer;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.ServiceDefaults.Http;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary><c>GET /data/progress/{uploadid}</c>: where an upload is; as JSON, as a stream of server-sent events, or over a WebSocket.</summary>
internal static class GetProgress
{
    public static void MapGetProgress(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods(TransferEndpoint.Progress + "{uploadid}", [HttpMethods.Get, HttpMethods.Connect], HandleAsync);
        // The token says which upload; for whoever has only that.
        routes.MapGet(TransferEndpoint.Progress.TrimEnd('/'), HandleAsync);
        routes.MapPost(TransferEndpoint.Progress + "{uploadid}/restart", RestartProcessing.HandleAsync);
    }

    /// <summary>The upload that a request may watch, or the answer that says why it may not.</summary>
    public static async ValueTask<(UploadSession? Session, IResult? Refusal)> AuthorizeAsync(
        HttpContext context, TransferAuthorization authorization, IMetadataStore metadata)
    {
        var authorized = await authorization.AuthorizeAsync(context.Request, TransferOperation.Watch);
        if (!authorized.IsVerified(out var token, out var error))
        {
            return (null, TransferErrors.Problem(error));
        }

        // The role too, at every request: whoever was shut out since the token was made sees nothing.
        var session = await metadata.ReadAsync(async transaction =>
            await transaction.Uploads.FindAsync(token.Upload) is { } found && await transaction.Spaces.RoleOfAsync(found.Space, token.User) is not null
                ? found
                : null, context.RequestAborted);
        return session is null || session.User != token.User
            ? (null, TransferErrors.Problem(Refusal.NotFound, "There is no such upload."))
            : (session, null);
    }

    private static async Task<IResult> HandleAsync(
        HttpContext context, TransferAuthorization authorization, IMetadataStore metadata, ProgressDocument document, ProgressEvents events, ProgressSocket socket)
    {
        var (session, refusal) = await AuthorizeAsync(context, authorization, metadata);
        if (refusal is not null)
        {
            return refusal;
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Vary = "Accept, Prefer";
        if (context.WebSockets.IsWebSocketRequest)
        {
            return await socket.SendAsync(context, session!);
        }

        return context.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(ServerSentEvents.MediaType, StringComparison.OrdinalIgnoreCase))
            ? await events.SendAsync(context, session!)
            : await document.SendAsync(context, session!);
    }
}
