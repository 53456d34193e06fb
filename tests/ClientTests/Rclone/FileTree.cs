using System.Security.Cryptography;

namespace ClientTests.Rclone;

/// <summary>A small tree of mixed files with modified times of their own.</summary>
internal static class FileTree
{
    private static readonly DateTime Oldest = new(2021, 5, 4, 3, 2, 1, DateTimeKind.Utc);

    private static readonly (string Path, long Length)[] Files =
    [
        ("small.txt", 3),
        ("empty.bin", 0),
        ("Übung 100% #1.txt", 70),
        ("日本語 🎈/one [1].bin", 4096),
        ("日本語 🎈/deeper/a+b & c%20d.bin", 100_001),
        ("large/20 MiB.bin", 20 << 20),
    ];

    /// <summary>Writes it as a folder of that name in the workplace's local folder.</summary>
    public static async Task WriteTreeAsync(this Workplace place, string name, CancellationToken cancellationToken)
    {
        for (var index = 0; index < Files.Length; index++)
        {
            var path = Path.Combine(name, Files[index].Path);
            await place.WriteAsync(path, Files[index].Length, seed: index, cancellationToken);
            File.SetLastWriteTimeUtc(place.PathOf(path), Oldest.AddDays(index));
        }
    }

    /// <summary>Path, size, time and SHA-1 of each file below a local folder, in the order of the paths.</summary>
    public static async Task<IReadOnlyList<string>> DescribeAsync(string folder, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        foreach (var path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            await using var file = File.OpenRead(path);
            var sha1 = Convert.ToHexStringLower(await Sha1Async(file, cancellationToken));
            lines.Add(Line(Path.GetRelativePath(folder, path), file.Length, File.GetLastWriteTimeUtc(path), sha1));
        }

        return [.. lines.Order(StringComparer.Ordinal)];
    }

    /// <summary>The same of what rclone lists.</summary>
    public static IReadOnlyList<string> Describe(IEnumerable<RcloneEntry> entries) =>
    [
        .. entries.Where(entry => !entry.IsDir)
            .Select(entry => Line(entry.Path, entry.Size, entry.ModTime.UtcDateTime, entry.Hashes?.GetValueOrDefault("sha1")))
            .Order(StringComparer.Ordinal),
    ];

    private static string Line(string path, long length, DateTime modified, string? sha1) => $"{path} {length} {modified:O} {sha1}";

#pragma warning disable CA5350 // SHA-1 is what these clients send and ask for; nothing is kept secret with it.
    private static ValueTask<byte[]> Sha1Async(Stream stream, CancellationToken cancellationToken) => SHA1.HashDataAsync(stream, cancellationToken);
#pragma warning restore CA5350
}
