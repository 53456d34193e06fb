using System.Buffers.Binary;
using System.Text;

namespace UploadProcessing.Processing.Steps.Policy.Archives;

/// <summary>What a member of a ZIP archive is called: by its name, and by the other one that some programs prefer (4.6.9 of APPNOTE.TXT).</summary>
internal static class ZipNames
{
    private const int UnicodePath = 0x7075, FieldHeader = 4, BeforeName = 5;

    /// <summary>The one that leads outside, where one of the two does.</summary>
    public static string Of(ReadOnlySpan<byte> name, ReadOnlySpan<byte> extra)
    {
        var text = Encoding.Latin1.GetString(name);
        while (extra.Length >= FieldHeader)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (extra.Length < FieldHeader + length)
            {
                return text;
            }

            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == UnicodePath && length >= BeforeName)
            {
                var other = Encoding.UTF8.GetString(extra.Slice(FieldHeader + BeforeName, length - BeforeName));
                return EntryNames.LeadsOutside(other) ? other : text;
            }

            extra = extra[(FieldHeader + length)..];
        }

        return text;
    }
}
