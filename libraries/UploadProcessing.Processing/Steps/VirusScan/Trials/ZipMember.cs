namespace UploadProcessing.Processing.Steps.VirusScan.Trials;

/// <summary>A member of an archive.</summary>
/// <param name="Name">One letter.</param>
/// <param name="Length">Of its data in the archive.</param>
/// <param name="Inflated">Of its data outside; the same when it is stored as it is.</param>
/// <param name="Offset">Where its record begins.</param>
internal readonly record struct ZipMember(char Name, long Length, long Inflated, long Offset)
{
    /// <summary>Stored as it is.</summary>
    public ZipMember(char name, long length, long offset)
        : this(name, length, length, offset)
    {
    }

    /// <summary>Stored or deflated (4.4.5).</summary>
    public ushort Method => (ushort)(Length == Inflated ? 0 : 8);
}
