using Microsoft.Net.Http.Headers;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.DataProvider.Downloads;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Processing;

/// <summary><c>GET /data/processing/{uploadid}</c>: the bytes of an upload, for the steps that decide about it.</summary>
internal static class GetUploadContent
{
    public static void MapGetUploadContent(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(TransferEndpoint.Processing + "{uploadid}", [HttpMethods.Get, HttpMethods.Head], HandleAsync);

    private static async Task<IResult> HandleAsync(
        HttpContext context, TransferAuthorization authorization, IMetadataStore metadata, IBlobStore blobs)
    {
        var authorized = await authorization.AuthorizeAsync(context.Request, TransferOperation.Inspect);
        if (!authorized.IsVerified(out var token, out var error))
        {
            return TransferErrors.Problem(error);
        }

        // While it is processed, and afterwards as long as the bytes are there: a step may look again.
        var session = await metadata.ReadAsync(transaction => transaction.Uploads.FindAsync(token.Upload), context.RequestAborted);
        if (session is not { State: not UploadState.Receiving, Run: { } run }
            || await blobs.OpenReadAsync(session.Id, context.RequestAborted) is not { } content)
        {
            return TransferErrors.Problem(Refusal.NotFound, "There is no such upload, or it is not being processed.");
        }

        context.Response.RegisterForDisposeAsync(content);
        var since = DateTimeOffset.FromUnixTimeSeconds(run.Since.ToUnixTimeSeconds());
        return new DownloadResult(
            new FileContent(content, run.Received.Length, session.Name),
            new Validators(new EntityTagHeaderValue(ETag.Of(session.Id)), since, DateIsStrong: false));
    }
}
