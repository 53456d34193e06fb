using System.Buffers.Binary;
using System.IO.Hashing;
using UploadProcessing.Storage.Files;

namespace UploadProcessing.Storage.Blobs;

/// <summary>How many bytes of a blob are known to be on the disk, kept in a small file beside it while the blob is uploaded in parts.</summary>
/// <remarks>
/// The file's own length is not that number: file systems write lengths and bytes at different times, so after a power cut a length may
/// count bytes that never arrived, and whoever went on from there would build on a hole. Within one boot of the machine the length is right
/// even if the process died, because the system still has the bytes. Two records in turns, each with a digest: a torn one leaves the other.
/// A PUT, which is whole or nothing, needs none of this and has no such file.
/// </remarks>
internal sealed class DurableLength(IFileSystem files, string blob)
{
    /// <summary>What the file's name ends in.</summary>
    public const string Mark = ".length";

    private const int Content = 32, Record = Content + sizeof(ulong), Distance = 512;

    private readonly string _path = blob + Mark;
    private long _sequence;
    private long? _kept;

    /// <summary>Whether there is such a file, even one that says nothing.</summary>
    public bool Exists { get; private set; }

    /// <summary>Whether there is one of this boot of the machine.</summary>
    public bool IsKept { get; private set; }

    /// <summary>The length to go on from, of a blob that was found with <paramref name="found"/> bytes.</summary>
    public long Read(long found)
    {
        // Asked first: not finding it by opening it costs an exception, and most blobs have none.
        using var stream = files.Exists(_path) ? files.OpenRead(_path) : null;
        if (stream is null)
        {
            return found;
        }

        Exists = true;
        var boot = default(Guid);
        var record = new byte[Record];
        foreach (var place in new[] { 0, Distance })
        {
            stream.Position = place;
            if (stream.ReadAtLeast(record, Record, throwOnEndOfStream: false) == Record && IsWhole(record)
                && BinaryPrimitives.ReadInt64LittleEndian(record) is var sequence && sequence > _sequence)
            {
                (_sequence, _kept, boot) = (sequence, BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(8)), new Guid(record.AsSpan(16, 16)));
            }
        }

        // There but unreadable: it was being made, when everything that was there before had been flushed and nothing was written yet.
        IsKept = _kept is not null && boot == files.Boot;
        return IsKept ? found : Math.Min(found, _kept ?? found);
    }

    /// <summary>Keeps the number, durably: what it counts has been flushed before.</summary>
    public void Keep(long length)
    {
        if (IsKept && _kept == length)
        {
            return;
        }

        var record = new byte[Record];
        BinaryPrimitives.WriteInt64LittleEndian(record, ++_sequence);
        BinaryPrimitives.WriteInt64LittleEndian(record.AsSpan(8), length);
        (files.Boot ?? Guid.Empty).TryWriteBytes(record.AsSpan(16));
        XxHash64.Hash(record.AsSpan(0, Content), record.AsSpan(Content));
        using (var file = files.Open(_path, FileMode.OpenOrCreate))
        {
            file.Write([record], _sequence % 2 * Distance);
            file.Flush();
        }

        if (!IsKept)
        {
            files.FlushFolder(Path.GetDirectoryName(_path)!);
        }

        (_kept, IsKept, Exists) = (length, true, true);
    }

    /// <summary>The blob is about to be cut there.</summary>
    public void Lower(long length)
    {
        if (_kept > length)
        {
            Keep(length);
        }
    }

    /// <summary>The blob is whole and durable: its length says it all.</summary>
    public void Remove(long length)
    {
        if (files.Exists(_path))
        {
            // First, because a power cut may bring the file back, and then it must not cut the blob.
            Read(length);
            Keep(length);
            files.Delete(_path);
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> record)
    {
        Span<byte> hash = stackalloc byte[sizeof(ulong)];
        XxHash64.Hash(record[..Content], hash);
        return hash.SequenceEqual(record[Content..]);
    }
}
