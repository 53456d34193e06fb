using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.DataProvider.Simple;

/// <summary>Downloads: <c>GET</c> and <c>HEAD /data</c> with a read token; ranges and conditions are the framework's (RFC 9110, 13 and 14).</summary>
internal static class GetContent
{
    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public static void MapGetContent(this IEndpointRouteBuilder routes)
    {
        string[] methods = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/data", methods, HandleAsync);
        routes.MapMethods("/data/simple/{uploadid}", methods, HandleAsync);
    }

    private static async Task<IResult> HandleAsync(
        HttpContext context, TransferAuthorization authorization, RevisionReader revisions, IBlobStore blobs)
    {
        var authorized = await authorization.AuthorizeAsync(context.Request, TransferOperation.Read);
        if (!authorized.IsVerified(out var token, out var error))
        {
            return TransferErrors.Problem(error);
        }

        if (await revisions.FindAsync(token.Upload, token.User, context.RequestAborted) is not ({ } revision, { } file)
            || await blobs.OpenReadAsync(revision.Id, context.RequestAborted) is not { } content)
        {
            return TransferErrors.Problem(Storage.Refusal.NotFound, "There is no such file.");
        }

        var etag = ETag.Of(revision.Id);
        context.Response.Headers["OC-ETag"] = etag;
        context.Response.Headers["OC-FileId"] = new FileId(file.Space, file.Id).ToString();
        if (revision.Checksum is { } checksum)
        {
            context.Response.Headers["OC-Checksum"] = $"{checksum.Algorithm.ToUpperInvariant()}:{checksum.Hex}";
        }

        // Whoever gets this answer from the gateway gets it from that origin: a page somebody has uploaded is saved there, not run.
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        var contentType = ContentTypes.TryGetContentType(file.Name, out var known) ? known : "application/octet-stream";
        return TypedResults.Stream(content, contentType, fileDownloadName: file.Name, revision.ModifiedAt,
            new EntityTagHeaderValue(etag), enableRangeProcessing: true);
    }
}
