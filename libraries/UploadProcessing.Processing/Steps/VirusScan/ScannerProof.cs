using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.Logging;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>How large a file a scanner really looks into. One that is set up so answers OK beyond its limits (MaxFileSize, MaxScanSize), without having
/// looked: that is found out with the test file that every scanner knows, at the end of an archive of the size in question.</summary>
internal sealed class ScannerProof(ILogger<ScannerProof> logger)
{
    private const int Small = 1 << 20;
    private const int Block = 1 << 16;

    // In two parts, or every copy of this program would be found by a scanner (eicar.org).
    private static readonly byte[] TestFile = Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*");

    private readonly ConcurrentDictionary<(string Address, string Version, long Size), long> _proven = new();

    /// <summary>Up to how many bytes the scanner is known to look; asked once for each version of its signatures.</summary>
    /// <param name="address">The scanner.</param>
    /// <param name="version">What it says that it is.</param>
    /// <param name="wanted">How many it should.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask<long> FindAsync(string address, string version, long wanted, CancellationToken cancellationToken)
    {
        if (_proven.TryGetValue((address, version, wanted), out var known))
        {
            return known;
        }

        foreach (var size in new[] { wanted, Math.Min(wanted, Small) }.Distinct())
        {
            switch (await ClamdScanner.ScanAsync(address, (stream, stop) => WriteAsync(stream, size, stop), cancellationToken))
            {
                case ScanVerdict.Found:
                    return _proven[(address, version, wanted)] = size;
                case ScanVerdict.Failed failed:
                    // Not known, and not noted: it is asked again.
                    throw new IOException(failed.Problem);
                default:
                    logger.ScannerLooksNotThatFar(size);
                    break;
            }
        }

        return _proven[(address, version, wanted)] = 0;
    }

    /// <summary>An archive of about <paramref name="size"/> bytes that ends with the test file, nothing in it compressed.</summary>
    private static async ValueTask WriteAsync(Stream stream, long size, CancellationToken cancellationToken)
    {
        await using var archive = await ZipArchive.CreateAsync(stream, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken);
        await using (var filler = await archive.CreateEntry("filler", CompressionLevel.NoCompression).OpenAsync(cancellationToken))
        {
            var block = new byte[Block];
            for (var left = size - 1024; left > 0; left -= Block)
            {
                await filler.WriteAsync(block.AsMemory(0, (int)Math.Min(Block, left)), cancellationToken);
            }
        }

        await using var test = await archive.CreateEntry("test.com", CompressionLevel.NoCompression).OpenAsync(cancellationToken);
        await test.WriteAsync(TestFile, cancellationToken);
    }
}
