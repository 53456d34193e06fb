using System.IO.Compression;
using System.Text.RegularExpressions;

namespace UploadProcessing.Processing.Steps.Policy;

/// <summary>What a ZIP may hold: unpacked into nothing and counted, because what it says of itself may be a lie.</summary>
internal static partial class ArchiveRules
{
    private const int Link = 0xA000, TypeMask = 0xF000;
    private const int Block = 1 << 16;

    // Below this an archive may be as dense as it likes.
    private const long Harmless = 100L << 20;

    /// <returns>Why it is refused, in words for whoever uploaded; null when it is not.</returns>
    /// <exception cref="InvalidDataException">It is malformed.</exception>
    public static async ValueTask<string?> ProblemAsync(IUploadContent content, PolicyOptions options, CancellationToken cancellationToken)
    {
        var entries = await ZipEnd.EntriesAsync(content, cancellationToken) ?? throw new InvalidDataException("There is no end of a ZIP.");
        if (entries < 0 || entries > options.MaximumEntries)
        {
            return $"The archive has more than {options.MaximumEntries} entries.";
        }

        await using var stream = new UploadStream(content);
        await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        if (archive.Entries.Select(Problem).FirstOrDefault(problem => problem is not null) is { } named)
        {
            return named;
        }

        // Entries that share their bytes are how a small archive becomes a huge one without a high ratio of any.
        if (archive.Entries.Sum(entry => entry.CompressedLength) > content.Length)
        {
            return "The entries of the archive overlap.";
        }

        return await UnpackAsync(archive, content.Length, options, cancellationToken);
    }

    private static string? Problem(ZipArchiveEntry entry)
    {
        if (entry.FullName.Contains('\0', StringComparison.Ordinal) || entry.FullName.Contains('\\', StringComparison.Ordinal)
            || entry.FullName.StartsWith('/') || Drive().IsMatch(entry.FullName) || entry.FullName.Split('/').Contains(".."))
        {
            return "The archive has an entry whose name leads out of it.";
        }

        return ((entry.ExternalAttributes >> 16) & TypeMask) == Link ? "The archive holds a link." : null;
    }

    private static async ValueTask<string?> UnpackAsync(ZipArchive archive, long size, PolicyOptions options, CancellationToken cancellationToken)
    {
        var most = Math.Min(options.MaximumUnpackedSize, Math.Max(Harmless, size * (double)options.MaximumRatio >= long.MaxValue ? long.MaxValue : size * options.MaximumRatio));
        var (buffer, unpacked) = (new byte[Block], 0L);
        foreach (var entry in archive.Entries.Where(entry => !entry.IsEncrypted))
        {
            await using var bytes = await entry.OpenAsync(cancellationToken);
            for (int count; (count = await bytes.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                unpacked += count;
                if (unpacked > most)
                {
                    return $"The archive unpacks to more than {most} bytes.";
                }
            }
        }

        return archive.Entries.Any(entry => entry.IsEncrypted) && options.RefuseUnreadable ? "The archive is encrypted, so nobody can look into it." : null;
    }

    [GeneratedRegex("^[A-Za-z]:")]
    private static partial Regex Drive();
}
