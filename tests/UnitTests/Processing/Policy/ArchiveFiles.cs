using System.Buffers.Binary;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using UploadProcessing.Processing.Steps.Policy;
using UploadProcessing.Processing.Steps.Policy.Archives;

namespace UnitTests.Processing.Policy;

/// <summary>Archives, honest ones and others.</summary>
internal static class ArchiveFiles
{
    public const int MiB = 1024 * 1024;

    /// <summary>What the step finds.</summary>
    public static async Task<ArchiveBudget> InspectAsync(byte[] file, PolicyOptions? options = null, string extension = "") =>
        await new ArchiveInspector(options ?? new PolicyOptions()).InspectAsync(
            new BytesInMemory(file), ContentKinds.Of(file.AsSpan(0, Math.Min(file.Length, ContentKinds.Looked))), extension, TestContext.Current.CancellationToken);

    public static byte[] Zip(params ReadOnlySpan<(string Name, byte[] Content)> members) => Zip(CompressionLevel.Optimal, members);

    public static byte[] Zip(CompressionLevel level, params ReadOnlySpan<(string Name, byte[] Content)> members)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var member = zip.CreateEntry(name, level).Open();
                member.Write(content);
            }
        }

        return file.ToArray();
    }

    public static byte[] ZipOfLink(string name, string target)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(name);
            entry.ExternalAttributes = unchecked((int)0xA1FF0000);
            using (var member = entry.Open())
            {
                member.Write(Encoding.ASCII.GetBytes(target));
            }

            zip.CreateEntry($"{name}/below");
        }

        return file.ToArray();
    }

    public static byte[] Tar(params ReadOnlySpan<TarEntry> entries)
    {
        using var file = new MemoryStream();
        using (var tar = new TarWriter(file, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return file.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var file = new MemoryStream();
        using (var gzip = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return file.ToArray();
    }

    /// <summary>Where the directory's entry of a number begins.</summary>
    public static int DirectoryEntry(byte[] zip, int number = 0)
    {
        var position = -1;
        for (var found = 0; found <= number; found++)
        {
            position += 1 + zip.AsSpan(position + 1).IndexOf("PK\u0001\u0002"u8);
        }

        return position;
    }

    /// <summary>Where the end of the directory is described.</summary>
    public static int End(byte[] zip) => zip.AsSpan().LastIndexOf("PK\u0005\u0006"u8);

    /// <summary>An archive of nothing that says it has so many files in it.</summary>
    public static byte[] Declaring(long entries)
    {
        var file = new byte[56 + 20 + 22];
        BinaryPrimitives.WriteUInt32LittleEndian(file, 0x06064b50);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(4), 44);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), entries);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(32), entries);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(56), 0x07064b50);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(76), 0x06054b50);
        file.AsSpan(84, 12).Fill(0xFF);
        return file;
    }
}
