using Microsoft.Net.Http.Headers;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults.Proxies;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>Sends the body of the current request to the dataprovider that a grant names, and passes its answer on.</summary>
internal sealed class UploadRelay(IBodyRelay relay, DataProviders dataProviders, ILogger<UploadRelay> logger)
{
    // Meant for this server, or already told to the storageprovider, which checks preconditions against the session when it commits.
    private static readonly HashSet<string> Withheld = new(StringComparer.OrdinalIgnoreCase)
    {
        HeaderNames.Authorization, HeaderNames.Cookie, HeaderNames.IfMatch, HeaderNames.IfNoneMatch, HeaderNames.IfUnmodifiedSince,
        HeaderNames.IfModifiedSince, UploadKeys.Metadata, UploadKeys.Concat,
    };

    // The token is this server's: passed on, the refusal would read as one of the user's password, which clients then forget.
    private static readonly HashSet<int> Unusable = [StatusCodes.Status401Unauthorized];

    /// <summary>Relays; the result is this server's own answer where the dataprovider gave none.</summary>
    /// <param name="context">The request; its body has not been touched.</param>
    /// <param name="grant">The permission.</param>
    /// <param name="path">Where to, there.</param>
    /// <param name="template">The same without ids, for traces.</param>
    /// <param name="cancellationToken">Ends both sides.</param>
    public async Task<IResult> RelayAsync(
        HttpContext context, TransferGrant grant, string path, string template, CancellationToken cancellationToken)
    {
        if (dataProviders.AddressOf(grant, path) is not { } target)
        {
            return WebDavErrors.BadGateway("The storage for this file cannot be found at the moment.");
        }

        context.Response.OnStarting(() =>
        {
            // On a 201 Location is this server's own, and begins with that path already.
            context.Response.PrefixPaths(context.Response.StatusCode is StatusCodes.Status202Accepted
                ? [TusHeaders.ProgressLocation, TusHeaders.Location]
                : [TusHeaders.ProgressLocation]);
            return Task.CompletedTask;
        });
        var outcome = await relay.RelayAsync(
            context,
            new RelayRequest
            {
                Target = target,
                Template = template,
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
                return WebDavErrors.RequestTimeout("The body stopped coming. Try again.");
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
}
