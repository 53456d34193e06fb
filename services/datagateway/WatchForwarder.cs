using System.Net.WebSockets;
using Microsoft.AspNetCore.Cors.Infrastructure;
using UploadProcessing.Contracts.Transfer;

namespace UploadProcessing.DataGateway;

/// <summary><c>GET /data/{jwt}</c> with a token that watches: the progress of an upload, as it is asked for: a document, a stream or a
/// WebSocket. Thousands of them stay open, so each has little.</summary>
internal sealed class WatchForwarder(BodylessForwarder forwarder, ICorsPolicyProvider origins, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<WatchForwarder> logger)
{
    private const int BlockSize = 4096;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    /// <summary>Passes the answer on; <c>false</c> when there was none and nothing has been written.</summary>
    public async Task<bool> TryForwardAsync(HttpContext context, Transfer transfer)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            return await forwarder.TryForwardAsync(context, transfer, context.RequestAborted, BlockSize);
        }

        if (!await IsOriginAllowedAsync(context))
        {
            await ForwardFailures.OriginRefused().ExecuteAsync(context);
            return true;
        }

        using var target = new ClientWebSocket();
        target.Options.SetRequestHeader(TransferToken.HeaderName, transfer.Jwt);
        if (context.Request.Headers["Last-Event-ID"] is [{ } last])
        {
            target.Options.SetRequestHeader("Last-Event-ID", last);
        }

        if (!await TryConnectAsync(target, context, transfer))
        {
            // Its refusal is told as an ordinary answer.
            return await forwarder.TryForwardAsync(context, transfer, context.RequestAborted, BlockSize);
        }

        using var client = await context.WebSockets.AcceptWebSocketAsync();
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        // Whoever ends it first ends both, but is heard: to cancel is to cut the connections.
        var (down, up) = (PassOnAsync(target, client, until.Token), PassOnAsync(client, target, until.Token));
        await Task.WhenAny(down, up);
        await Task.WhenAny(Task.WhenAll(down, up), Task.Delay(Farewell, time));
        await until.CancelAsync();
        return true;
    }

    /// <summary>A page of any origin can open a WebSocket, and the browser asks nobody first (RFC 6455, 10.2). Other programs send no origin.</summary>
    private async ValueTask<bool> IsOriginAllowedAsync(HttpContext context)
    {
        if (context.Request.Headers.Origin is not [{ } origin])
        {
            return context.Request.Headers.Origin.Count == 0;
        }

        return origin.Equals($"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase)
            || (await origins.GetPolicyAsync(context, policyName: null) is { } policy && (policy.AllowAnyOrigin || policy.IsOriginAllowed(origin)));
    }

    private async ValueTask<bool> TryConnectAsync(ClientWebSocket target, HttpContext context, Transfer transfer)
    {
        var address = new UriBuilder(transfer.Address) { Scheme = transfer.Address.Scheme == "https" ? "wss" : "ws", Query = context.Request.QueryString.Value };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(ConnectTimeout);
        try
        {
            await target.ConnectAsync(address.Uri, patience.Token);
            return true;
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            logger.WatchNotConnected(exception.Message);
            return false;
        }
    }

    private static async Task PassOnAsync(WebSocket from, WebSocket to, CancellationToken until)
    {
        var block = new byte[BlockSize];
        try
        {
            while (true)
            {
                var part = await from.ReceiveAsync(block.AsMemory(), until);
                if (part.MessageType is WebSocketMessageType.Close)
                {
                    await to.CloseOutputAsync(from.CloseStatus ?? WebSocketCloseStatus.NormalClosure, from.CloseStatusDescription, CancellationToken.None);
                    return;
                }

                await to.SendAsync(block.AsMemory(0, part.Count), part.MessageType, part.EndOfMessage, until);
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            await TellAsync(to, until);
        }
    }

    /// <summary>The other side has gone without a word: whoever watches comes back, here or elsewhere.</summary>
    private static async Task TellAsync(WebSocket to, CancellationToken until)
    {
        if (!until.IsCancellationRequested && to.State is WebSocketState.Open)
        {
            try
            {
                await to.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, "Come back.", CancellationToken.None);
            }
            catch (Exception exception) when (exception is WebSocketException or ObjectDisposedException)
            {
                // Gone, too.
            }
        }
    }
}
