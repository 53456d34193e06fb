using System.Net;
using Cs3.Rpc.V1Beta1;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.Ocdav.Transfers;
using UploadProcessing.Relay;

namespace UploadProcessing.Ocdav;

/// <summary><c>GET</c> and <c>HEAD</c> of a file: InitiateFileDownload, then the bytes from the dataprovider as they come.</summary>
internal sealed class GetFile(
    StorageProvider storage, DataProviders dataProviders, DownloadClient client, IOptions<RelayOptions> options, TimeProvider time,
    ILogger<GetFile> logger)
{
    private const string AskAgainSeconds = "2";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapSpace(
        [HttpMethods.Get, HttpMethods.Head],
        (HttpContext context, GetFile get) => get.HandleAsync(context, context.RequestAborted))
        .RequireRateLimiting(TransferConcurrencyPolicy.Downloads);

    private async Task<IResult> HandleAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var path = context.SpacePath();
        UntrustedContent.Contain(context.Response);
        if (path.IsRoot)
        {
            return IsFolder(context);
        }

        var answer = await storage.InitiateFileDownloadAsync(path.Reference, context.User.Id(), cancellationToken);
        if (answer.Status?.Code is Code.TooEarly)
        {
            context.Response.Headers.RetryAfter = AskAgainSeconds;
        }

        if (answer.Status?.Code is not Code.Ok)
        {
            return answer.Status?.Code is Code.FailedPrecondition
                ? IsFolder(context)
                : WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
        }

        if (TransferGrant.First(answer) is not { } grant)
        {
            logger.NoProtocol(path.Space, path.Relative);
            return WebDavErrors.Internal("The storage offers no way to read the file.");
        }

        if (dataProviders.DataAddress(grant) is not { } target)
        {
            return WebDavErrors.BadGateway("The storage of this file cannot be found at the moment.");
        }

        return await CopyAsync(context, grant, target, path.Names[^1], cancellationToken);
    }

    private async Task<IResult> CopyAsync(
        HttpContext context, TransferGrant grant, Uri target, string fileName, CancellationToken cancellationToken)
    {
        try
        {
            using var download = new TargetDownload(options.Value, time, cancellationToken);
            using var answer = await download.SendAsync(token => client.SendAsync(context.Request, grant, target, token));
            if (answer.StatusCode is HttpStatusCode.Unauthorized)
            {
                // The token is this server's, not the client's: passed on, this would cost the user the saved password.
                logger.TransferTokenRefused();
                return WebDavErrors.BadGateway("The storage of this file does not accept this server's permission.");
            }

            if (answer.IsSuccessStatusCode)
            {
                UntrustedContent.Attach(context.Response, fileName);
            }

            await DownloadResponse.PassOnAsync(answer, context, download);
            return Results.Empty;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or IOException or OperationCanceledException or TimeoutException)
        {
            logger.DownloadFailed(exception);
            if (!context.Response.HasStarted)
            {
                // Nothing of the file's headers may describe the problem: neither its length nor its etag, ranges or name.
                context.Response.Clear();
                UntrustedContent.Contain(context.Response);
                return WebDavErrors.BadGateway("The storage of this file cannot be reached at the moment.");
            }

            // The status is out: only a broken connection can still tell the client that this is not the whole file.
            context.Abort();
            return Results.Empty;
        }
    }

    private static ProblemHttpResult IsFolder(HttpContext context)
    {
        context.Response.Headers.Allow = SpaceRoutes.FolderMethods;
        return WebDavErrors.MethodNotAllowed("A folder has no content of its own; list it with PROPFIND.");
    }
}
