using System.Buffers;

namespace UploadProcessing.Relay;

/// <summary>Sends pieces of a body with few system calls and few copies: large blocks as they are, small ones gathered.</summary>
internal sealed class BodySender(TargetConnection target, TargetWatch watch)
{
    // A copy of 16 KiB costs about as much as the system call it saves.
    private const int LargeEnough = 16 * 1024;

    // Rented only while there is something to gather, so that an upload that trickles holds nothing.
    private const int GatherSize = 128 * 1024;

    public async ValueTask SendAsync(ReadOnlyMemory<byte> prefix, ReadOnlySequence<byte> data, CancellationToken cancellationToken)
    {
        if (prefix.IsEmpty && data.IsSingleSegment)
        {
            await SendAsync(data.First, cancellationToken);
            return;
        }

        var gathered = ArrayPool<byte>.Shared.Rent((int)Math.Min(GatherSize, prefix.Length + data.Length));
        try
        {
            prefix.CopyTo(gathered);
            var count = prefix.Length;
            foreach (var segment in data)
            {
                if (count > 0 && (segment.Length >= LargeEnough || count + segment.Length > gathered.Length))
                {
                    await SendAsync(gathered.AsMemory(0, count), cancellationToken);
                    count = 0;
                }

                if (segment.Length >= LargeEnough)
                {
                    await SendAsync(segment, cancellationToken);
                    continue;
                }

                segment.CopyTo(gathered.AsMemory(count));
                count += segment.Length;
            }

            await SendAsync(gathered.AsMemory(0, count), cancellationToken);
        }
        finally
        {
            // Cancelled or not, the socket is done with it: SendAsync ends only then.
            ArrayPool<byte>.Shared.Return(gathered);
        }
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        await watch.OfAsync(SentAsync(bytes, cancellationToken));

    private async ValueTask<bool> SentAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await target.SendAsync(bytes, cancellationToken);
        return true;
    }
}
