using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary><c>GET /data/progress/{uploadid}</c>: what became of an upload after its last byte.</summary>
internal static class GetProgress
{
    private const int AskAgainSeconds = 2;

    public static void MapGetProgress(this IEndpointRouteBuilder routes) => routes.MapGet(TransferEndpoint.Progress + "{uploadid}", HandleAsync);

    private static async Task<IResult> HandleAsync(
        HttpContext context, TransferAuthorization authorization, IMetadataStore metadata, UploadOutcomes outcomes)
    {
        var authorized = await authorization.AuthorizeAsync(context.Request, TransferOperation.Watch);
        if (!authorized.IsVerified(out var token, out var error))
        {
            return TransferErrors.Problem(error);
        }

        var session = await metadata.ReadAsync(async transaction =>
            await transaction.Uploads.FindAsync(token.Upload) is { } found && await transaction.Spaces.RoleOfAsync(found.Space, token.User) is not null
                ? found
                : null, context.RequestAborted);
        if (session is null || session.User != token.User)
        {
            return TransferErrors.Problem(Refusal.NotFound, "There is no such upload.");
        }

        context.Response.Headers.CacheControl = "no-store";
        var outcome = await outcomes.FindAsync(session.Id, context.RequestAborted);
        if (outcome is null)
        {
            context.Response.Headers.RetryAfter = AskAgainSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return Answer(session, outcome);
    }

    private static JsonHttpResult<UploadProgress> Answer(UploadSession session, CommitResult? outcome) => TypedResults.Json(
        new UploadProgress
        {
            State = session.State.ToString().ToLowerInvariant(),
            Length = session.Length ?? session.Run?.Received.Length,
            Steps = session.Run?.Steps ?? [],
            Since = session.Run?.Since,
            FileId = outcome?.File is { } file ? new FileId(file.Space, file.Id).ToString() : null,
            ETag = outcome?.File?.ETag,
            FailedStep = session.Failure?.Step,
            Reason = session.Reason,
        },
        ProgressJson.Default.UploadProgress);
}
