using System.Buffers.Binary;
using System.IO.Compression;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>The data of a member of a ZIP archive.</summary>
internal sealed class ZipData
{
    private readonly ZipEntry _entry;
    private readonly IRandomBytes _data;

    private ZipData(ZipEntry entry, IRandomBytes data) => (_entry, _data) = (entry, data);

    /// <summary>Finds it. Programs that do not look at the directory take the name that stands here.</summary>
    /// <returns>None when how it is compressed is not known here.</returns>
    /// <exception cref="InvalidDataException">It is not where it should be.</exception>
    public static async ValueTask<ZipData?> OpenAsync(IRandomBytes bytes, ZipEntry entry, ArchiveBudget budget, CancellationToken cancellationToken)
    {
        var header = new byte[ZipEntry.HeaderLength];
        await bytes.ReadAsync(entry.Offset, header, cancellationToken);
        var name = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26))];
        await bytes.ReadAsync(entry.Offset + header.Length, name, cancellationToken);
        var extra = new byte[BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28))];
        await bytes.ReadAsync(entry.Offset + header.Length + name.Length, extra, cancellationToken);
        budget.AddName(ZipNames.Of(name, extra));
        var start = entry.Offset + header.Length + name.Length + extra.Length;
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != 0x04034b50 || start + entry.Compressed > bytes.Length)
        {
            throw new InvalidDataException("A member is not where it should be.");
        }

        return entry.IsStored || entry.IsDeflated ? new ZipData(entry, new BytesWithin(bytes, start, entry.Compressed)) : null;
    }

    /// <summary>Inflates it, to see whether it is as long as it says; only an archive or a link is kept.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public async ValueTask<ZipInflated> InflateAsync(ArchiveBudget budget, CancellationToken cancellationToken)
    {
        if (_entry.IsStored)
        {
            var start = new byte[(int)Math.Min(4, _data.Length)];
            await _data.ReadAsync(0, start, cancellationToken);
            return _entry.Unpacked == _data.Length ? new ZipInflated(start, _data) : throw new InvalidDataException("A length is wrong.");
        }

        await using var compressed = new RandomBytesStream(_data);
        await using var stream = new DeflateStream(compressed, CompressionMode.Decompress);
        using var keeping = new ZipKeeping(keepAll: _entry.IsLink);
        var buffer = new byte[64 * 1024];
        while (keeping.Length <= _entry.Unpacked && await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            keeping.Add(buffer.AsSpan(0, count));
        }

        if (keeping.Length > _entry.Unpacked)
        {
            budget.AddTrick("A file in the archive is larger than the archive says.");
        }

        return keeping.Length >= _entry.Unpacked ? keeping.Inflated : throw new InvalidDataException("A length is wrong.");
    }
}
