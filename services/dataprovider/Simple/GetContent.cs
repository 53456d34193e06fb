using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.DataProvider.Downloads;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.DataProvider.Simple;

/// <summary>Downloads: <c>GET</c> and <c>HEAD /data</c> with a read token.</summary>
internal static class GetContent
{
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

        context.Response.RegisterForDisposeAsync(content);
        if (revision.Quarantine is { } found)
        {
            return TransferErrors.Problem(Storage.Refusal.Denied, $"The file is in quarantine. {found}");
        }

        Describe(context.Response.Headers, revision, file);
        return new DownloadResult(new FileContent(content, revision.Size, file.Name), Validators.Of(revision));
    }

    private static void Describe(IHeaderDictionary headers, Revision revision, Node file)
    {
        headers["OC-ETag"] = ETag.Of(revision.Id);
        headers["OC-FileId"] = new FileId(file.Space, file.Id).ToString();
        if (revision.Checksum is { } checksum)
        {
            // Of the whole file, also when a part is sent: a client checks when it has put the parts together.
            headers["OC-Checksum"] = $"{checksum.Algorithm.ToUpperInvariant()}:{checksum.Hex}";
        }

        // A page that somebody has uploaded is saved, not run.
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
    }
}
