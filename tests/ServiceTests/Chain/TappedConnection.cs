using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace ServiceTests.Chain;

/// <summary>One connection through a <see cref="RecordingTap"/>.</summary>
internal sealed class TappedConnection
{
    private readonly ArrayBufferWriter<byte> _sent = new();
    private readonly Lock _lock = new();

    public TappedConnection(Socket client, Uri server, CancellationToken end) => Ended = RunAsync(client, server, end);

    public Task Ended { get; }

    public byte[] Sent()
    {
        lock (_lock)
        {
            return _sent.WrittenSpan.ToArray();
        }
    }

    /// <summary>Between two requests.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _sent.ResetWrittenCount();
        }
    }

    private async Task RunAsync(Socket client, Uri server, CancellationToken end)
    {
        using var target = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (client)
        {
            client.NoDelay = true;
            await target.ConnectAsync(IPAddress.Loopback, server.Port, CancellationToken.None);
            await Task.WhenAll(PassOnAsync(client, target, Record, end), PassOnAsync(target, client, _ => { }, end));
        }
    }

    private void Record(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            _sent.Write(bytes);
        }
    }

    // An end passes as an end, a reset as a reset.
    private static async Task PassOnAsync(Socket from, Socket to, Action<ReadOnlySpan<byte>> seen, CancellationToken end)
    {
        var block = new byte[64 * 1024];
        try
        {
            int count;
            while ((count = await from.ReceiveAsync(block, end)) > 0)
            {
                seen(block.AsSpan(0, count));
                for (var sent = 0; sent < count;)
                {
                    sent += await to.SendAsync(block.AsMemory(sent, count - sent), end);
                }
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            from.Dispose();
            to.LingerState = new LingerOption(true, 0);
            to.Dispose();
        }
    }
}
