using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace UploadProcessing.TestSupport.Lines;

/// <summary>One connection by way of a <see cref="FaultyLine"/>.</summary>
internal sealed class FaultyConnection
{
    // At 200 ms this lets 40 MB/s through.
    private const int BlocksUnderWay = 64;
    private const int BlockSize = 64 * 1024;

    public FaultyConnection(Socket client, int port, LineFault fault, CancellationToken end)
    {
        Fault = fault;
        Ended = RunAsync(client, port, end);
    }

    public LineFault Fault { get; }

    public bool HasHappened { get; private set; }

    public Task Ended { get; }

    private async Task RunAsync(Socket client, int port, CancellationToken end)
    {
        using var broken = CancellationTokenSource.CreateLinkedTokenSource(end);
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, port, end);
                await Task.WhenAll(
                    PassOnAsync(client, server, Fault.Kind is LineFaultKind.Reset or LineFaultKind.Silence ? Fault.After : long.MaxValue, broken),
                    PassOnAsync(server, client, Fault.Kind is LineFaultKind.AnswerLost ? 0 : long.MaxValue, broken));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                if (HasHappened && Fault.Kind is LineFaultKind.Silence)
                {
                    await new TaskCompletionSource().Task.WaitAsync(end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                // Either side's own reset, and the end of the test, are passed on as resets.
                client.LingerState = server.LingerState = new LingerOption(true, 0);
            }
        }
    }

    private async Task PassOnAsync(Socket from, Socket to, long limit, CancellationTokenSource broken)
    {
        var underWay = Channel.CreateBounded<(byte[] Bytes, DateTime Due)>(BlocksUnderWay);
        var arriving = ArriveAsync(underWay.Reader, to, broken.Token);
        try
        {
            var block = new byte[BlockSize];
            int count;
            while ((count = await from.ReceiveAsync(block, broken.Token)) > 0)
            {
                var passes = (int)Math.Min(count, limit);
                await underWay.Writer.WriteAsync((block[..passes], DateTime.UtcNow + (Fault.RoundTrip / 2)), broken.Token);
                if (passes < count || limit == 0)
                {
                    underWay.Writer.Complete();
                    await arriving;
                    HasHappened = true;
                    await broken.CancelAsync();
                    broken.Token.ThrowIfCancellationRequested();
                }

                limit -= passes;
            }

            underWay.Writer.Complete();
            await arriving;
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            await broken.CancelAsync();
            underWay.Writer.TryComplete();
            await arriving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw;
        }
    }

    private static async Task ArriveAsync(ChannelReader<(byte[] Bytes, DateTime Due)> underWay, Socket to, CancellationToken broken)
    {
        await foreach (var (bytes, due) in underWay.ReadAllAsync(broken))
        {
            if (due - DateTime.UtcNow is { Ticks: > 0 } wait)
            {
                // Not for a condition: the line is that slow.
                await Task.Delay(wait, broken);
            }

            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await to.SendAsync(bytes.AsMemory(sent), broken);
            }
        }
    }
}
