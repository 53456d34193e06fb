namespace StorageConformance.Faults;

/// <summary>What a disk knows of a file or folder: as it is, and as it was when it was last flushed.</summary>
internal sealed class RememberedFile(bool isFolder, byte[] content)
{
    private readonly MemoryStream _current = Filled(content);
    private byte[] _synced = content;
    private bool _lost;

    public bool IsFolder => isFolder;

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> blocks, long offset)
    {
        _current.Position = offset;
        foreach (var block in blocks)
        {
            _current.Write(block.Span);
        }
    }

    public void SetLength(long length) => _current.SetLength(length);

    /// <summary>A flush that succeeds; after one that failed it says so and does nothing, as Linux does: the pages count as clean.</summary>
    public void Flush()
    {
        if (!_lost)
        {
            _synced = _current.ToArray();
        }
    }

    public void FailToFlush() => _lost = true;

    /// <summary>What a power cut leaves: of what was not flushed, chance keeps some lengths and some blocks, and others not.</summary>
    public byte[] Survive(Random chance)
    {
        var current = _current.ToArray();
        var length = chance.Next(3) switch
        {
            0 => _synced.Length,
            1 => current.Length,
            _ => chance.Next(Math.Min(_synced.Length, current.Length), Math.Max(_synced.Length, current.Length) + 1),
        };
        var block = 1 << chance.Next(13);
        var left = new byte[length];
        for (var start = 0; start < length; start += block)
        {
            var kept = chance.Next(2) == 0 ? _synced : current;
            var count = Math.Min(block, Math.Min(length, kept.Length) - start);
            if (count > 0)
            {
                kept.AsSpan(start, count).CopyTo(left.AsSpan(start));
            }
        }

        return left;
    }

    private static MemoryStream Filled(byte[] content)
    {
        var stream = new MemoryStream();
        stream.Write(content);
        return stream;
    }
}
