namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>A member of a ZIP archive, as its directory describes it.</summary>
/// <param name="Name">Byte by byte: what matters in it is ASCII in any encoding.</param>
/// <param name="Flags">4.4.4.</param>
/// <param name="Method">4.4.5.</param>
/// <param name="Compressed">Bytes in the archive.</param>
/// <param name="Unpacked">Bytes outside, it says.</param>
/// <param name="Attributes">Of the file outside (4.4.15).</param>
/// <param name="Offset">Where its header is.</param>
internal sealed record ZipEntry(string Name, ushort Flags, ushort Method, long Compressed, long Unpacked, uint Attributes, long Offset)
{
    /// <summary>What precedes its data at least.</summary>
    public const int HeaderLength = 30;

    /// <summary>Whether the data is encrypted, or even the description itself.</summary>
    public bool IsEncrypted => (Flags & 0x2041) != 0;

    /// <summary>Whether it is a link: the type of file that Unix notes in the upper half.</summary>
    public bool IsLink => (Attributes >> 28) == 0xA;

    /// <summary>Stored as it is.</summary>
    public bool IsStored => Method == 0;

    /// <summary>Deflated, which is what is inflated here to see what is in it.</summary>
    public bool IsDeflated => Method == 8;

    /// <summary>The least that it takes in the archive.</summary>
    public long End => Offset + HeaderLength + Name.Length + Compressed;
}
