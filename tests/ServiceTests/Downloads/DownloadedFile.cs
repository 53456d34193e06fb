using System.Globalization;
using ServiceTests.Chain;

namespace ServiceTests.Downloads;

/// <summary>A chain with three files: one of 10,000 bytes with a checksum, one of none, and one that a client has dated.</summary>
public sealed class DownloadedFile : ChainFixture, IAsyncLifetime
{
    public const string Name = "file.bin";
    public const string Empty = "empty.bin";
    public const string Dated = "dated.bin";

    public static byte[] Content { get; } = [.. Enumerable.Range(0, 10_000).Select(i => (byte)(i * 7 / 3))];

    public string ETag { get; private set; } = "";

    public DateTimeOffset LastModified { get; private set; }

    public static string HttpDate(DateTimeOffset time) => time.ToString("R", CultureInfo.InvariantCulture);

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await PutAsync(Name, Content, ("OC-Checksum", "SHA1:" + Convert.ToHexStringLower(Sha1(Content))));
        await PutAsync(Empty, []);
        await PutAsync(Dated, Content, ("X-OC-Mtime", "1000000000"));
        using var head = await SendAsync("HEAD", Name);
        (ETag, LastModified) = (head.Headers.ETag!.ToString(), head.Content.Headers.LastModified!.Value);
    }

#pragma warning disable CA5350 // What ownCloud's clients send.
    private static byte[] Sha1(byte[] content) => System.Security.Cryptography.SHA1.HashData(content);
#pragma warning restore CA5350
}
