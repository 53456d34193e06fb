using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.Ocdav.Transfers;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav;

/// <summary>Diagram 2, the arrows 1 to 4: <c>POST /dav/spaces/{spaceid}</c>, InitiateFileUpload, then 201 with <c>Location: /data/{jwt}</c>.</summary>
internal sealed class CreateTusUpload(
    StorageProvider storage, CurrentEtag currentEtag, UploadRelay relay, PublicDataUrl publicData, TusCapabilities capabilities,
    ILogger<CreateTusUpload> logger)
{
    private const string Protocol = "tus";
    private const string RelayTemplate = "/data/tus/{uploadid}";

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapSpace([HttpMethods.Post], (HttpContext context, CreateTusUpload create) => create.HandleAsync(context, context.RequestAborted))
            .RequireRateLimiting(TransferConcurrencyPolicy.Uploads);

    private async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        context.Response.Headers[TusHeaders.TusResumable] = TusVersion.Current;
        var headers = new TusRequestHeaders(name => context.Request.Headers[name]);
        if (TusVersion.Check(TusMethod.Post, headers) is { } version)
        {
            return Refused(context, version);
        }

        var creation = CreationRequest.Read(headers, capabilities, BodyLength(context));
        if (creation.Error is { } error)
        {
            return Refused(context, error);
        }

        var target = TusTarget.Read(context, creation.Value);
        if (target.Error is { } unusable)
        {
            return Refused(context, unusable);
        }

        if (UploadPreconditions.Read(context.Request.Headers, out var preconditions) is { } precondition)
        {
            return WebDavErrors.BadRequest(precondition);
        }

        // Kestrel's limit of 30 MB is meant for forms; lifted first, so that what cannot be received costs no session.
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
        var user = context.User.Id();
        if (creation.Value.Kind is not UploadKind.Partial
            && await currentEtag.PinAsync(preconditions!, target.Value.File, user, cancellationToken) is { } failed)
        {
            return failed;
        }

        var request = target.Value.ToCs3(creation.Value);
        preconditions!.CopyTo(request);
        return await CreateAsync(context, creation.Value, request, user, cancellationToken);
    }

    private async Task<IResult> CreateAsync(
        HttpContext context, CreationRequest creation, InitiateFileUploadRequest request, UserId user, CancellationToken cancellationToken)
    {
        var answer = await storage.InitiateFileUploadAsync(request, user, cancellationToken);
        if (answer.Status?.Code is not Code.Ok)
        {
            return WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
        }

        var upload = answer.Opaque.Text(UploadKeys.UploadId) ?? "";
        context.TagServerSpan(UploadTags.UploadId, upload);
        if (TransferGrant.Of(answer, Protocol) is not { } grant)
        {
            logger.NoProtocol(context.SpacePath().Space, context.SpacePath().Relative);
            return WebDavErrors.Internal("The storage offers no way to send the file.");
        }

        context.Response.Headers.Location = publicData.Of(grant.Token, context.Request);
        if (creation.WithUpload || creation.Length == 0 || creation.Kind is UploadKind.Final)
        {
            // First bytes, an empty file, or parts to join: what begins, or ends, with its creation, the dataprovider does at once.
            // Not until the client goes: what it sent before counts.
            return await relay.RelayAsync(context, grant, TransferEndpoint.Tus + upload, RelayTemplate, CancellationToken.None);
        }

        if (grant.ProgressToken is { } progress)
        {
            context.Response.Headers[TusHeaders.ProgressLocation] = publicData.Of(progress, context.Request);
        }

        if (grant.ExpiresAt is { } expiresAt)
        {
            context.Response.Headers[TusHeaders.UploadExpires] = UploadExpiry.Format(expiresAt);
        }

        return TypedResults.StatusCode(StatusCodes.Status201Created);
    }

    private static ProblemHttpResult Refused(HttpContext context, TusError error)
    {
        foreach (var (name, value) in TusAnswer.Refused(error))
        {
            context.Response.Headers[name] = value;
        }

        return WebDavErrors.Problem(error);
    }

    // HTTP/1.1 without Content-Length and Transfer-Encoding means no body; only then is an unstated length zero.
    private static long? BodyLength(HttpContext context) =>
        context.Request.ContentLength ?? (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody ?? true ? null : 0);
}
