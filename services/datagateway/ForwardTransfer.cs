using System.Collections.Frozen;
using System.Diagnostics;
using System.Globalization;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Relay;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.Tus;

namespace UploadProcessing.DataGateway;

/// <summary><c>PATCH /data/{jwt}</c> and its relatives → dataprovider.</summary>
internal static class ForwardTransfer
{
    /// <summary>The client's credentials end here: what a dataprovider needs to know is in the token.</summary>
    public static readonly FrozenSet<string> Withheld =
        new[] { "Authorization", "Cookie", TransferToken.HeaderName, TusHeaders.MethodOverride }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // No POST: uploads are created at ocdav, and what is posted here would be first bytes without a creation.
    private static readonly string[] WithBody = ["PATCH", "PUT"];
    private static readonly string[] WithoutBody = ["DELETE", "GET", "HEAD"];
    private const string Restart = "/restart";
    private static readonly string Allow = string.Join(", ", [.. WithoutBody, "OPTIONS", .. WithBody]);

    public static void MapForwardTransfer(this IEndpointRouteBuilder routes)
    {
        foreach (var route in new[] { "/data/{jwt}", "/data" })
        {
            routes.MapMethods(route, WithBody, RelayBodyAsync);
            routes.MapMethods(route, WithoutBody, ForwardAsync);
            routes.MapMethods(route, ["OPTIONS"], AnswerOptions);
        }

        // The one thing that a token which watches may ask for: the upload is processed again.
        routes.MapMethods("/data/{jwt}" + Restart, ["POST"], ForwardRestartAsync);
        routes.MapMethods("/data/{jwt}" + Restart, ["OPTIONS"], AnswerOptions);
    }

    private static async Task RelayBodyAsync(
        HttpContext context, TransferVerification verification, TransfersUnderWay underWay, IBodyRelay relay, AuditLog audit,
        IHostApplicationLifetime lifetime)
    {
        var turn = context.Features.Get<UploadTurns.Turn>();
        await (turn?.BeginAsync() ?? Task.CompletedTask);
        if (await VerifiedAsync(context, verification, audit) is not { } transfer)
        {
            return;
        }

        using var one = underWay.Enter(transfer.Token);
        if (!one.IsAcquired)
        {
            await RefuseAsync(context, underWay);
            return;
        }

        // What has come of a PATCH is kept when this server stops, and its client goes on elsewhere; a PUT would lose all, and is let finish.
        using var withdrawn = turn is null ? null : CancellationTokenSource.CreateLinkedTokenSource(turn.Withdrawn, lifetime.ApplicationStopping);
        var request = new RelayRequest
        {
            Target = transfer.Address,
            Template = transfer.Template,
            Withheld = Withheld,
            Headers = new Dictionary<string, string> { [TransferToken.HeaderName] = transfer.Jwt },
            Withdrawn = withdrawn?.Token ?? CancellationToken.None,
        };
        // Not until the client goes: what it sent before counts, and is passed on to its last byte; a body that is cut ends by itself.
        var outcome = await relay.RelayAsync(context, request, CancellationToken.None);
        if (outcome != RelayOutcome.Answered && !context.RequestAborted.IsCancellationRequested)
        {
            var isStopping = outcome is RelayOutcome.Withdrawn && lifetime.ApplicationStopping.IsCancellationRequested;
            await (isStopping ? ForwardFailures.Stopping() : ForwardFailures.Of(outcome)).ExecuteAsync(context);
        }
    }

    private static async Task ForwardAsync(
        HttpContext context, TransferVerification verification, UploadTurns turns, TransfersUnderWay underWay, BodylessForwarder forwarder,
        WatchForwarder watches, AuditLog audit)
    {
        if (await VerifiedAsync(context, verification, audit) is not { } transfer)
        {
            return;
        }

        if (transfer.Token.Operation is TransferOperation.Watch)
        {
            if (!await watches.TryForwardAsync(context, transfer))
            {
                await ForwardFailures.Of(RelayOutcome.Unreachable).ExecuteAsync(context);
            }

            return;
        }

        var aboutUpload = transfer.Token.Operation is TransferOperation.Write && !HttpMethods.IsGet(context.Request.Method);
        if (aboutUpload)
        {
            // An offset, or the end of an upload, after whatever is still on its way.
            await turns.EndAsync(transfer.Jwt);
        }

        // Only files are counted: whoever asks for an offset or gives an upload up is to get through.
        using var one = HttpMethods.IsGet(context.Request.Method) ? underWay.Enter(transfer.Token) : null;
        if (one is { IsAcquired: false })
        {
            await RefuseAsync(context, underWay);
        }
        else if (!await forwarder.TryForwardAsync(context, transfer, context.RequestAborted))
        {
            var failure = aboutUpload && HttpMethods.IsHead(context.Request.Method)
                ? ForwardFailures.NoOffsetNow(context.Response)
                : ForwardFailures.Of(RelayOutcome.Unreachable);
            await failure.ExecuteAsync(context);
        }
    }

    private static async Task ForwardRestartAsync(HttpContext context, TransferVerification verification, BodylessForwarder forwarder, AuditLog audit)
    {
        if (await VerifiedAsync(context, verification, audit) is { } transfer)
        {
            var restart = transfer with { Address = new Uri(transfer.Address + Restart), Template = transfer.Template + Restart };
            if (!await forwarder.TryForwardAsync(context, restart, context.RequestAborted))
            {
                await ForwardFailures.Of(RelayOutcome.Unreachable).ExecuteAsync(context);
            }
        }
    }

    private static Task RefuseAsync(HttpContext context, TransfersUnderWay underWay)
    {
        context.Response.Headers.RetryAfter = ((int)underWay.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return ForwardFailures.TooMany().ExecuteAsync(context);
    }

    private static async Task<Transfer?> VerifiedAsync(HttpContext context, TransferVerification verification, AuditLog audit)
    {
        var (transfer, error) = await verification.VerifyAsync(JwtOf(context), context.Request.Method);
        if (error is { } refusal)
        {
            audit.TransferRefused(refusal, context);
            await ForwardFailures.Of(refusal).ExecuteAsync(context);
            return null;
        }

        Activity.Current?.SetTag(UploadTags.UploadId, transfer!.Token.Upload.ToString())
            .SetTag(UploadTags.SpaceId, transfer.Token.Space.ToString());
        return transfer;
    }

    private static string JwtOf(HttpContext context) =>
        context.GetRouteValue("jwt") as string ?? context.Request.Headers[TransferToken.HeaderName].ToString();

    // What is allowed is no secret, and browsers ask without credentials.
    private static void AnswerOptions(HttpContext context, TusCapabilities capabilities)
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        context.Response.Headers.Allow = Allow;
        foreach (var (name, value) in TusAnswer.Options(capabilities))
        {
            context.Response.Headers[name] = value;
        }
    }
}
