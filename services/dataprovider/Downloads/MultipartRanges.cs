using System.Security.Cryptography;
using System.Text;

namespace UploadProcessing.DataProvider.Downloads;

/// <summary>Several parts of a file in one answer: <c>multipart/byteranges</c> (RFC 9110, 14.6).</summary>
internal sealed class MultipartRanges
{
    // Random, so that nobody can upload a file that contains it.
    private readonly string _boundary = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public MultipartRanges(IReadOnlyList<ByteRange> ranges, string contentType, long length)
    {
        Parts = [.. ranges.Select((range, index) => (Head(index == 0, contentType, range.Of(length)), range))];
        End = Encoding.ASCII.GetBytes($"\r\n--{_boundary}--\r\n");
        Length = Parts.Sum(part => part.Head.Length + part.Range.Length) + End.Length;
    }

    public string ContentType => $"multipart/byteranges; boundary={_boundary}";

    /// <summary>What stands before each part, and the part.</summary>
    public IReadOnlyList<(byte[] Head, ByteRange Range)> Parts { get; }

    /// <summary>What stands after the last.</summary>
    public byte[] End { get; }

    /// <summary>Of all of it, so that a cut answer shows.</summary>
    public long Length { get; }

    private byte[] Head(bool isFirst, string contentType, string contentRange) => Encoding.ASCII.GetBytes(
        $"{(isFirst ? "" : "\r\n")}--{_boundary}\r\nContent-Type: {contentType}\r\nContent-Range: {contentRange}\r\n\r\n");
}
