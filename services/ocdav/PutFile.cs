using Cs3.Rpc.V1Beta1;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.Ocdav.Transfers;
using UploadProcessing.Relay;

namespace UploadProcessing.Ocdav;

/// <summary>Diagram 1: <c>PUT /dav/spaces/{spaceid}/newfile.bin</c>, InitiateFileUpload, <c>PUT /data</c> with the token.</summary>
/// <remarks>Nothing here reads the body before the relay does. "100 Continue" goes out with the first read, so a client that waits for
/// it sends nothing until the upload has been granted.</remarks>
internal sealed class PutFile(
    StorageProvider storage, DataProviders dataProviders, IBodyRelay relay, ILogger<PutFile> logger)
{
    // Meant for this server, or already told to the storageprovider, which checks preconditions against the session when it commits.
    private static readonly HashSet<string> Withheld = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Authorization, HeaderNames.Cookie, HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.IfUnmodifiedSince,
        HeaderNames.IfModifiedSince,
    };

    // The token is this server's: passed on, the refusal would read as one of the user's password, which clients then forget.
    private static readonly HashSet<int> Unusable = [StatusCodes.Status401Unauthorized];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapSpace([HttpMethods.Put], (HttpContext context, PutFile put) => put.HandleAsync(context, context.RequestAborted));

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

        if (!TransferCodings.AreUnderstood(context.Request))
        {
            return WebDavErrors.NotImplemented("The only transfer coding known here is chunked.");
        }

        if (UploadRequest.Read(context.Request, out var upload) is { } error)
        {
            return WebDavErrors.BadRequest(error);
        }

        // Kestrel's limit of 30 MB is meant for forms; lifted first, so that what cannot be received costs no session.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var user = context.User.Id();
        if (upload!.Preconditions.NeedsCurrentEtag
            && await PinCurrentEtagAsync(upload.Preconditions, path, user, cancellationToken) is { } failed)
        {
            return failed;
        }

        var answer = await storage.InitiateFileUploadAsync(upload.ToCs3(path), user, cancellationToken);
        if (answer.Status?.Code is not Code.Ok)
        {
            return WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
        }

        context.TagServerSpan(UploadTags.UploadId, answer.Opaque.Text("upload-id") ?? "");
        if (TransferGrant.Simple(answer) is not { } grant)
        {
            logger.NoProtocol(path.Space, path.Relative);
            return WebDavErrors.Internal("The storage offers no way to send the file.");
        }

        return await RelayAsync(context, grant, cancellationToken);
    }

    private async Task<IResult> RelayAsync(HttpContext context, TransferGrant grant, CancellationToken cancellationToken)
    {
        if (dataProviders.DataAddress(grant) is not { } target)
        {
            return WebDavErrors.BadGateway("The storage for this file cannot be found at the moment.");
        }

        var outcome = await relay.RelayAsync(
            context,
            new RelayRequest
            {
                Target = target,
                Template = TransferEndpoint.Data,
                Withheld = Withheld,
                Headers = new Dictionary<string, string> { [TransferToken.HeaderName] = grant.Token },
                Unusable = Unusable,
            },
            cancellationToken);
        switch (outcome)
        {
            case RelayOutcome.Answered:
                return Results.Empty;
            case RelayOutcome.ClientGone:
                logger.ClientGone();
                return WebDavErrors.BadRequest("The body ended before it was complete, or was malformed.");
            case RelayOutcome.ClientTooSlow:
                return WebDavErrors.RequestTimeout("The body came too slowly. Try again.");
            case RelayOutcome.BodyTooLarge:
                return WebDavErrors.TooLarge("The body is larger than this server takes.");
            case RelayOutcome.Unusable:
                logger.TransferTokenRefused();
                return WebDavErrors.BadGateway("The storage for this file does not accept this server's permission.");
            default:
                logger.RelayFailed(outcome);
                return WebDavErrors.BadGateway("The storage for this file cannot be reached at the moment.");
        }
    }

    // If-Match: * and lists of etags: look, compare, and let the storageprovider insist on what was seen.
    private async Task<IResult?> PinCurrentEtagAsync(
        UploadPreconditions preconditions, SpacePath path, UserId user, CancellationToken cancellationToken)
    {
        var answer = await storage.StatAsync(path.Reference, user, cancellationToken);
        switch (answer.Status?.Code)
        {
            case Code.Ok when UploadPreconditions.Allows(preconditions.IfMatch, answer.Info.Etag):
                preconditions.Pin(answer.Info.Etag);
                return null;
            case Code.Ok or Code.NotFound:
                return WebDavErrors.PreconditionFailed("If-Match does not allow the file's present state.");
            default:
                return WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
        }
    }
}
