using System.Buffers;

namespace UploadProcessing.Relay;

/// <summary>A body of a declared length.</summary>
internal sealed class LengthDecoder(long length) : BodyDecoder
{
    private long _left = length;

    public override long? Length { get; } = length;

    public override bool Decode(ref ReadOnlySequence<byte> input, IBufferWriter<byte> output)
    {
        var count = Math.Min(_left, input.Length);
        Move(ref input, count, output);
        _left -= count;
        return _left == 0;
    }
}
