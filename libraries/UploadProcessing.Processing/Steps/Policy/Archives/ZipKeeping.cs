namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>Counts what is inflated, and keeps it when it may be an archive or a link.</summary>
/// <param name="keepAll">Whatever it is.</param>
internal sealed class ZipKeeping(bool keepAll) : IDisposable
{
    /// <summary>Larger ones are not looked into: no upload may take more memory than a few of these.</summary>
    public const int MostKept = 16 * 1024 * 1024;

    private readonly MemoryStream _kept = new();

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    /// <summary>What has come of it.</summary>
    public ZipInflated Inflated
    {
        get
        {
            var bytes = _kept.GetBuffer().AsMemory(0, (int)_kept.Length);
            return new ZipInflated(bytes[..Math.Min(4, bytes.Length)], bytes.Length == Length ? new BytesInMemory(bytes) : null);
        }
    }

    /// <summary>More of it.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        // The first four say whether the rest is wanted.
        if (_kept.Length == Length && _kept.Length + bytes.Length <= MostKept && (Length > 0 || keepAll || bytes.StartsWith(ZipInflated.Signature)))
        {
            _kept.Write(bytes);
        }
        else if (Length < 4)
        {
            _kept.Write(bytes[..(int)Math.Min(bytes.Length, 4 - Length)]);
        }

        Length += bytes.Length;
    }

    /// <inheritdoc/>
    public void Dispose() => _kept.Dispose();
}
