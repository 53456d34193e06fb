using System.Buffers;
using System.Diagnostics;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace UploadProcessing.Relay;

/// <summary>The relay, over sockets.</summary>
/// <remarks>HttpClient would lose an answer that is given before the body ends, and cannot send trailers.</remarks>
internal sealed class SocketBodyRelay(
    TargetConnectionPool pool, IOptions<RelayOptions> options, TimeProvider time, ILogger<SocketBodyRelay> logger) : IBodyRelay
{
    private readonly RelayOptions _options = options.Value;

    public async Task<RelayOutcome> RelayAsync(HttpContext context, RelayRequest request, CancellationToken cancellationToken)
    {
        using var activity = Telemetry.Start(context.Request.Method, request);
        try
        {
            return await SendAsync(context, request, activity, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return context.Response.HasStarted ? RelayOutcome.Answered : Failed(RelayOutcome.ClientGone, activity);
        }
        catch (TargetFault fault)
        {
            activity.Failed(fault.Kind);
            logger.TargetFailed(request.Target.Host, request.Target.Port, fault.Kind);
            return AfterFault(context);
        }
    }

    private static RelayOutcome AfterFault(HttpContext context)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            return RelayOutcome.Broken;
        }

        context.Abort();
        return RelayOutcome.Answered;
    }

    private async Task<RelayOutcome> SendAsync(
        HttpContext context, RelayRequest request, Activity? activity, CancellationToken cancellationToken)
    {
        var framing = RequestFraming.Of(context.Request);
        var head = new ArrayBufferWriter<byte>(2048);
        if (!RequestHead.TryWrite(context.Request, request, framing, head))
        {
            return Failed(RelayOutcome.ClientGone, activity);
        }

        var target = await SendHeadAsync(TargetAddress.Of(request.Target), head.WrittenMemory, cancellationToken);
        if (target is null)
        {
            activity.Failed("unreachable");
            return RelayOutcome.Unreachable;
        }

        var reusable = false;
        try
        {
            using var exchange = new RelayExchange(target, framing, _options, time, cancellationToken);
            if (await exchange.GetAnswerAsync(context, request) is not { } answer)
            {
                return Failed(exchange.ClientFailure, activity);
            }

            activity.Answered(answer.Status);
            if (request.Unusable.Contains(answer.Status))
            {
                return RelayOutcome.Unusable;
            }

            var body = answer.Body(HttpMethods.IsHead(context.Request.Method), _options.MaxResponseHeadSize);
            ResponseHeadWriter.Apply(answer, body, context.Response);
            await exchange.CopyBodyAsync(body, context.Response);

            // Bytes behind the answer show when it is taken again: a connection with something to read is not idle.
            reusable = exchange.RequestComplete && !body.EndsAtClose && !answer.Closes && !target.Input.TryRead(out _);
            return RelayOutcome.Answered;
        }
        finally
        {
            Release(target, reusable);
        }
    }

    /// <summary>The head goes over a kept connection where there is one; if that fails before the head was sent whole, the target
    /// cannot have acted on it, and it may go over a new one. Nothing else is ever sent twice.</summary>
    private async Task<TargetConnection?> SendHeadAsync(
        TargetAddress address, ReadOnlyMemory<byte> head, CancellationToken cancellationToken)
    {
        if (pool.TakeIdle(address) is { } kept)
        {
            try
            {
                await kept.SendAsync(head, cancellationToken);
                return kept;
            }
            catch (SocketException)
            {
                logger.IdleConnectionDiscarded(address.Host, address.Port);
                kept.Dispose();
            }
            catch (OperationCanceledException)
            {
                kept.Dispose();
                throw;
            }
        }

        var fresh = await pool.ConnectAsync(address, cancellationToken);
        try
        {
            await (fresh?.SendAsync(head, cancellationToken) ?? ValueTask.CompletedTask);
            return fresh;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            fresh?.Dispose();
            cancellationToken.ThrowIfCancellationRequested();
            throw new TargetFault(TargetFault.Closed);
        }
    }

    private void Release(TargetConnection target, bool reusable)
    {
        if (reusable)
        {
            pool.Return(target);
        }
        else
        {
            target.Dispose();
        }
    }

    private RelayOutcome Failed(RelayOutcome outcome, Activity? activity)
    {
        activity.Failed(outcome switch
        {
            RelayOutcome.ClientTooSlow => "client_too_slow",
            RelayOutcome.BodyTooLarge => "body_too_large",
            _ => "client_gone",
        });
        logger.ClientFailed(outcome);
        return outcome;
    }
}
