using System.Buffers;

namespace UploadProcessing.Relay;

/// <summary>Takes an answer's body out of its framing, a piece at a time.</summary>
internal abstract class BodyDecoder
{
    /// <summary>The length, where it is known before.</summary>
    public virtual long? Length => null;

    /// <summary>Whether the end of the connection is the end of the body.</summary>
    public virtual bool EndsAtClose => false;

    /// <summary>Moves what it can from <paramref name="input"/> to <paramref name="output"/>.</summary>
    /// <returns>Whether the body is complete.</returns>
    /// <exception cref="TargetFault">It is not framed as it should be.</exception>
    public abstract bool Decode(ref ReadOnlySequence<byte> input, IBufferWriter<byte> output);

    protected static void Move(ref ReadOnlySequence<byte> input, long count, IBufferWriter<byte> output)
    {
        foreach (var segment in input.Slice(0, count))
        {
            // An empty sequence still has an empty segment, and an answer without a body (204, 304) refuses even a write of nothing.
            if (!segment.IsEmpty)
            {
                output.Write(segment.Span);
            }
        }

        input = input.Slice(count);
    }
}
