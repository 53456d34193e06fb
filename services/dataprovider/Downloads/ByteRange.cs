namespace UploadProcessing.DataProvider.Downloads;

/// <summary>Bytes of a file, from the first to the last of them.</summary>
internal readonly record struct ByteRange(long First, long Last)
{
    public long Length => Last - First + 1;

    /// <summary>Nearer to <paramref name="other"/> than <paramref name="gap"/> bytes, or over it.</summary>
    public bool IsNear(ByteRange other, long gap) => First <= other.Last + gap && other.First <= Last + gap;

    public ByteRange With(ByteRange other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last));

    /// <summary>For <c>Content-Range</c> (RFC 9110, 14.4).</summary>
    public string Of(long length) => FormattableString.Invariant($"bytes {First}-{Last}/{length}");
}
