using Microsoft.Net.Http.Headers;
using UploadProcessing.Contracts;
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

        if (await metadata.ReadAsync(transaction => FindAsync(transaction, token.Upload), context.RequestAborted) is not { } found
            || await blobs.OpenReadAsync(token.Upload, context.RequestAborted) is not { } content)
        {
            return TransferErrors.Problem(Refusal.NotFound, "There is no such upload, or it is not being processed.");
        }

        context.Response.RegisterForDisposeAsync(content);
        var since = DateTimeOffset.FromUnixTimeSeconds(found.Since.ToUnixTimeSeconds());
        return new DownloadResult(
            new FileContent(content, found.Length, found.Name),
            new Validators(new EntityTagHeaderValue(ETag.Of(token.Upload)), since, DateIsStrong: false));
    }

    /// <summary>While it is processed, and afterwards as long as the bytes are there: a step may look again, at a file of long ago too.</summary>
    private static async ValueTask<Inspected?> FindAsync(IMetadataTransaction transaction, UploadId upload)
    {
        if (await transaction.Uploads.FindAsync(upload) is { State: not UploadState.Receiving, Run: { } run } session)
        {
            return new Inspected(session.Name, run.Received.Length, run.Since);
        }

        return await transaction.Nodes.FindRevisionAsync(upload) is { } revision && await transaction.Nodes.FindAsync(revision.Node) is { } file
            ? new Inspected(file.Name, revision.Size, revision.CreatedAt)
            : null;
    }

    private sealed record Inspected(string Name, long Length, DateTimeOffset Since);
}
