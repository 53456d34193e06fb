using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Simple;

/// <summary>Diagram 1, the arrows 4 and 5: <c>PUT /data</c> with <c>X-Reva-Transfer</c>, all bytes in one request, then 201 or 204.</summary>
internal static class PutContent
{
    public static void MapPutContent(this IEndpointRouteBuilder routes)
    {
        routes.MapPut("/data", HandleAsync);
        routes.MapPut("/data/simple/{uploadid}", HandleAsync);
    }

    private static async Task<IResult> HandleAsync(
        HttpContext context, TransferAuthorization authorization, WriteAccess access, BodyReceiver receiver, OutcomeResponse outcomes)
    {
        var authorized = await authorization.AuthorizeAsync(context.Request, TransferOperation.Write);
        if (!authorized.IsVerified(out var token, out var error))
        {
            return TransferErrors.Problem(error);
        }

        // The role too, at every request: whoever was shut out since the token was made sends no byte.
        var found = await access.FindAsync(token.Upload, context.RequestAborted);
        if ((RefusalOf(context.Request) ?? RefusalOf(found, token, context.Request.ContentLength)) is { } refused)
        {
            return refused;
        }

        // Only now is the body touched: what is refused above never gets a 100 (Continue) and sends no byte (RFC 9110, 10.1.1).
        var session = found.Session!;
        var received = await receiver.ReceiveAsync(
            session, context.Request.BodyReader, OutcomeResponse.PreferencesOf(context.Request), context.RequestAborted);
        var result = await outcomes.ResolveAsync(context, session, received);
        if (result.Refusal is not null)
        {
            return TransferErrors.Problem(result);
        }

        if (result.File is not null)
        {
            return Committed(context.Response, session, result);
        }

        outcomes.Accept(context.Response, session, withLocation: true);
        return TypedResults.StatusCode(StatusCodes.Status202Accepted);
    }

    /// <summary>What would be stored as something it is not.</summary>
    private static ProblemHttpResult? RefusalOf(HttpRequest request) => request.Headers switch
    {
        // RFC 9110, 14.5: a part of a file is not the file.
        { ContentRange.Count: > 0 } => TransferErrors.Problem(Refusal.Invalid, "Content-Range is not supported: a PUT holds the whole file."),
        // RFC 9110, 8.4: it would be served without its coding.
        { ContentEncoding.Count: > 0 } => TypedResults.Problem(
            "Content codings are not supported; send the file as it is.", statusCode: StatusCodes.Status415UnsupportedMediaType),
        _ => null,
    };

    private static ProblemHttpResult? RefusalOf(ReservationResult found, TransferToken token, long? contentLength) => found.Session switch
    {
        null => TransferErrors.Problem(found.Refusal!.Value, found.Detail),
        // A resumable upload takes its bytes at another address, in chunks.
        var session when session.User != token.User || session.Space != token.Space || session.Resumable => TransferErrors.Problem(TransferTokenError.Foreign),
        { State: UploadState.Aborted } => TransferErrors.Problem(Refusal.Aborted, "The upload has ended. Start a new one."),
        { State: not UploadState.Receiving } => TransferErrors.Problem(Refusal.Ended, "The upload is complete and takes no more bytes."),
        { Length: { } length } when contentLength is { } sent && sent != length =>
            TransferErrors.Problem(Refusal.Invalid, $"The upload was announced with {length} bytes; this request has {sent}."),
        _ => null,
    };

    private static IResult Committed(HttpResponse response, UploadSession session, CommitResult result)
    {
        CommittedHeaders.Write(response, result.File!);
        if (session.ModifiedAt is not null)
        {
            response.Headers["X-OC-Mtime"] = "accepted";
        }

        return result.Created ? TypedResults.StatusCode(StatusCodes.Status201Created) : TypedResults.NoContent();
    }
}
