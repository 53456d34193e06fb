using System.IO.Compression;
using System.Text;

namespace UploadProcessing.Processing.Steps.VirusScan.Trials;

/// <summary>Files that a scanner shows with what it does beyond its limits. None harms anybody.</summary>
internal static class TrialFiles
{
    private const int DeeperThanAnyLimit = 128, Block = 1024 * 1024, LargerThanAnyLimit = 2049;

    /// <summary>The string that every scanner takes for a virus; in two halves, so that none takes this program for one.</summary>
    public static byte[] TestVirus { get; } = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}" + "$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    /// <summary>Archives in each other, more than MaxRecursion may be set to (100). 13 kB, done in milliseconds.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Nested()
    {
        var content = Encoding.ASCII.GetBytes("Nothing.");
        for (var depth = 0; depth < DeeperThanAnyLimit; depth++)
        {
            var member = new ZipMember('a', content.Length, 0);
            content = [.. ZipRecords.Header(member), .. content, .. ZipRecords.Directory(ZipRecords.HeaderLength + content.Length, member)];
        }

        return [content];
    }

    /// <summary>An archive of 2 MB with a member that inflates to more than MaxFileSize may be set to (2 GiB). clamd inflates no more than it is set to.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Inflating()
    {
        var block = DeflatedZeros();
        byte[] end = [3, 0];
        var member = new ZipMember('a', ((long)LargerThanAnyLimit * block.Length) + end.Length, (long)LargerThanAnyLimit * Block, 0);
        return [ZipRecords.Header(member), .. Enumerable.Repeat<ReadOnlyMemory<byte>>(block, LargerThanAnyLimit), end, ZipRecords.Directory(ZipRecords.HeaderLength + member.Length, member)];
    }

    /// <summary>As long as is asked for, with the test virus at its end: a scanner that finds it has looked at the whole file.</summary>
    /// <remarks>Official signatures match it only at a file's beginning, so it is a member of an archive. What is between the members belongs to none,
    /// and so it counts once against MaxScanSize, like any file's bytes.</remarks>
    public static IEnumerable<ReadOnlyMemory<byte>> Long(long length)
    {
        const int Ending = ZipRecords.HeaderLength + (2 * ZipRecords.EntryLength) + ZipRecords.EndLength;
        var first = new ZipMember('a', 0, 0);
        var last = new ZipMember('b', TestVirus.Length, length - TestVirus.Length - Ending);
        var gap = new byte[Block];
        yield return ZipRecords.Header(first);
        for (var left = last.Offset - ZipRecords.HeaderLength; left > 0; left -= gap.Length)
        {
            yield return gap.AsMemory(0, (int)Math.Min(gap.Length, left));
        }

        yield return ZipRecords.Header(last);
        yield return TestVirus;
        yield return ZipRecords.Directory(last.Offset + ZipRecords.HeaderLength + TestVirus.Length, first, last);
    }

    // Byte-aligned and without a last block, so that any number of them after each other is deflated zeros, too.
    private static byte[] DeflatedZeros()
    {
        using var deflated = new MemoryStream();
        using var deflating = new DeflateStream(deflated, CompressionLevel.Optimal);
        deflating.Write(new byte[Block]);
        deflating.Flush();
        return deflated.ToArray();
    }
}
