using System.Buffers;
using System.Buffers.Text;

namespace UploadProcessing.Relay;

/// <summary>A chunked body (RFC 9112, 7.1); extensions and trailers are read and dropped.</summary>
internal sealed class ChunkedDecoder(int maxTrailerSize) : BodyDecoder
{
    // Room for the size and some extensions; more is an attack on memory, not a chunk.
    private const int MaxSizeLine = 1024;

    private State _state = State.Size;
    private long _left;
    private int _trailerSize;

    private enum State
    {
        Size,
        Data,
        DataEnd,
        Trailers,
    }

    public override bool Decode(ref ReadOnlySequence<byte> input, IBufferWriter<byte> output)
    {
        while (true)
        {
            switch (_state)
            {
                case State.Size when TryTakeLine(ref input, MaxSizeLine, out var line):
                    _left = ParseSize(line);
                    _state = _left == 0 ? State.Trailers : State.Data;
                    break;
                case State.Data when !input.IsEmpty:
                    var count = Math.Min(_left, input.Length);
                    Move(ref input, count, output);
                    _left -= count;
                    _state = _left == 0 ? State.DataEnd : State.Data;
                    break;
                case State.DataEnd when TryTakeLine(ref input, 2, out var line):
                    _state = line.IsEmpty ? State.Size : throw new TargetFault(TargetFault.MalformedBody);
                    break;
                case State.Trailers when TryTakeLine(ref input, maxTrailerSize - _trailerSize, out var line):
                    if (line.IsEmpty)
                    {
                        return true;
                    }

                    _trailerSize += line.Length + 2;
                    break;
                default:
                    return false;
            }
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> input, int maxSize, out ReadOnlySpan<byte> line)
    {
        var seen = input.Slice(0, Math.Min(input.Length, maxSize));
        var bytes = seen.IsSingleSegment ? seen.FirstSpan : seen.ToArray();
        var end = bytes.IndexOf((byte)'\n');
        if (end < 0 ? seen.Length >= maxSize : end == 0 || bytes[end - 1] != '\r')
        {
            throw new TargetFault(TargetFault.MalformedBody);
        }

        line = end < 0 ? default : bytes[..(end - 1)];
        input = input.Slice(end + 1);
        return end >= 0;
    }

    private static long ParseSize(ReadOnlySpan<byte> line)
    {
        // 15 digits cannot overflow; what follows them must be an extension.
        if (!Utf8Parser.TryParse(line, out long size, out var digits, 'x') || digits > 15 || size < 0
            || (digits < line.Length && line[digits] is not ((byte)';' or (byte)' ' or (byte)'\t')))
        {
            throw new TargetFault(TargetFault.MalformedBody);
        }

        return size;
    }
}
