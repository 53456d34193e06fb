using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace UploadProcessing.TestSupport.Lines;

/// <summary>What a WebSocket says.</summary>
public static class WebSocketTexts
{
    private const int Longest = 64 * 1024;

    /// <summary>Its messages, until it is closed. Each is good until the next one is asked for.</summary>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(WebSocket socket, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var block = new byte[Longest];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(block.AsMemory(length), cancellationToken);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            if (part.MessageType is WebSocketMessageType.Close)
            {
                yield break;
            }

            yield return block.AsMemory(0, length);
        }
    }
}
