using System.Buffers;

namespace UploadProcessing.Relay;

/// <summary>A body that ends where the connection ends; the next hop cannot tell whole from cut either.</summary>
internal sealed class CloseDecoder : BodyDecoder
{
    public override bool EndsAtClose => true;

    public override bool Decode(ref ReadOnlySequence<byte> input, IBufferWriter<byte> output)
    {
        Move(ref input, input.Length, output);
        return false;
    }
}
