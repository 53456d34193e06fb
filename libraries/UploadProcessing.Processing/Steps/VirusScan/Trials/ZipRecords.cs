using System.Buffers.Binary;

namespace UploadProcessing.Processing.Steps.VirusScan.Trials;

/// <summary>The records of a ZIP archive, as far as a scanner looks at them: lengths and places, no times and no checksums.</summary>
/// <remarks>Numbers of sections are those of APPNOTE.TXT. Written by hand, because no library leaves a gap between two members or writes gigabytes
/// without making them.</remarks>
internal static class ZipRecords
{
    /// <summary>What <see cref="Header"/> takes, and what each member and the end take in <see cref="Directory"/>.</summary>
    public const int HeaderLength = 31, EntryLength = 47, EndLength = 22;

    /// <summary>What precedes a member's data (4.3.7).</summary>
    public static byte[] Header(ZipMember member)
    {
        var record = new byte[HeaderLength];
        BinaryPrimitives.WriteUInt32LittleEndian(record, 0x04034b50);
        WriteCommon(record.AsSpan(4), member);
        record[30] = (byte)member.Name;
        return record;
    }

    /// <summary>What the archive ends with (4.3.12 for each member, and 4.3.16).</summary>
    public static byte[] Directory(long offset, params ReadOnlySpan<ZipMember> members)
    {
        var size = members.Length * EntryLength;
        var record = new byte[size + EndLength];
        for (var index = 0; index < members.Length; index++)
        {
            WriteEntry(record.AsSpan(index * EntryLength), members[index]);
        }

        var end = record.AsSpan(size);
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        BinaryPrimitives.WriteUInt16LittleEndian(end[8..], (ushort)members.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(end[10..], (ushort)members.Length);
        BinaryPrimitives.WriteInt32LittleEndian(end[12..], size);
        BinaryPrimitives.WriteUInt32LittleEndian(end[16..], (uint)offset);
        return record;
    }

    private static void WriteEntry(Span<byte> entry, ZipMember member)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(entry, 0x02014b50);
        BinaryPrimitives.WriteUInt16LittleEndian(entry[4..], 20);
        WriteCommon(entry[6..], member);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[42..], (uint)member.Offset);
        entry[46] = (byte)member.Name;
    }

    // From "version needed to extract" to "file name length" both records are the same.
    private static void WriteCommon(Span<byte> record, ZipMember member)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(record, 20);
        BinaryPrimitives.WriteUInt16LittleEndian(record[4..], member.Method);
        BinaryPrimitives.WriteUInt32LittleEndian(record[14..], (uint)member.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record[18..], (uint)member.Inflated);
        BinaryPrimitives.WriteUInt16LittleEndian(record[22..], 1);
    }
}
