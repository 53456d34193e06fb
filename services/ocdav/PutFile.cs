using Cs3.Rpc.V1Beta1;
using Microsoft.AspNetCore.Http.Features;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.Ocdav.Transfers;

namespace UploadProcessing.Ocdav;

/// <summary>Diagram 1: <c>PUT /dav/spaces/{spaceid}/newfile.bin</c>, InitiateFileUpload, <c>PUT /data</c> with the token.</summary>
/// <remarks>Nothing here reads the body before the relay does. "100 Continue" goes out with the first read, so a client that waits for
/// it sends nothing until the upload has been granted.</remarks>
internal sealed class PutFile(StorageProvider storage, CurrentEtag currentEtag, UploadRelay relay, ILogger<PutFile> logger)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapSpace([HttpMethods.Put], (HttpContext context, PutFile put) => put.HandleAsync(context, context.RequestAborted))
            .RequireRateLimiting(TransferConcurrencyPolicy.Uploads);

    private async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var path = context.SpacePath();
        if (path.IsRoot || path.HasTrailingSlash)
        {
            return WebDavErrors.Conflict("A file cannot be put in the place of a folder; folders are made with MKCOL.");
        }

        if (context.Request.Headers.ContentEncoding.Count > 0)
        {
            // Stored as it came it would be served without its coding, and be another file (RFC 9110, 8.4).
            return WebDavErrors.UnsupportedMediaType("Content codings are not supported; send the file as it is.");
        }

        if (UploadRequest.Read(context.Request, out var upload) is { } error)
        {
            return WebDavErrors.BadRequest(error);
        }

        // Kestrel's limit of 30 MB is meant for forms; lifted first, so that what cannot be received costs no session.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var user = context.User.Id();
        if (await currentEtag.PinAsync(upload!.Preconditions, path.Reference, user, cancellationToken) is { } failed)
        {
            return failed;
        }

        var answer = await storage.InitiateFileUploadAsync(upload.ToCs3(path), user, cancellationToken);
        if (answer.Status?.Code is not Code.Ok)
        {
            return WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
        }

        context.TagServerSpan(UploadTags.UploadId, answer.Opaque.Text(UploadKeys.UploadId) ?? "");
        if (TransferGrant.Of(answer, "simple") is not { } grant)
        {
            logger.NoProtocol(path.Space, path.Relative);
            return WebDavErrors.Internal("The storage offers no way to send the file.");
        }

        JobStatus.Translate(context);
        return await relay.RelayAsync(context, grant, TransferEndpoint.Data, TransferEndpoint.Data, cancellationToken);
    }
}
