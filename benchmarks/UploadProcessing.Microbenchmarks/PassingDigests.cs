using System.Buffers;
using BenchmarkDotNet.Attributes;
using UploadProcessing.Storage.Blobs;

namespace UploadProcessing.Microbenchmarks;

/// <summary>Digests of a MiB while it passes, as it comes from the socket: in blocks of 256 KiB.</summary>
public class PassingDigests
{
    private readonly ReadOnlySequence<byte> _block = new(new byte[256 * 1024]);

    /// <summary>What the client asked for beside our own digest; none in most uploads.</summary>
    [Params(null, "sha1", "md5", "sha256", "adler32")]
    public string? Algorithm { get; set; }

    [Benchmark]
    public void MiB()
    {
        using var digest = new PassingDigest(Algorithm);
        for (var block = 0; block < 4; block++)
        {
            digest.Append(_block);
        }
    }
}
