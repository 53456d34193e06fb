using System.Runtime.CompilerServices;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>What is asked of clamd.</summary>
internal static class ClamClient
{
    private const int ChunkSize = 64 * 1024;

    /// <summary>The engine and its signatures: <c>ClamAV 1.4.6/27000/Wed Nov 25 08:23:00 2026</c>; without a date when they are all the operator's own.</summary>
    /// <exception cref="ScannerAwayException">There was no answer.</exception>
    public static async ValueTask<string> VersionAsync(ClamAddress address, CancellationToken cancellationToken)
    {
        await using var connection = await ClamConnection.OpenAsync(address, cancellationToken);
        var version = await connection.AskAsync("zVERSION\0", cancellationToken);
        return version.StartsWith("ClamAV ", StringComparison.Ordinal) ? version : throw new ScannerAwayException("What listens there is no clamd.");
    }

    /// <summary>Has a stream scanned.</summary>
    /// <exception cref="ScannerAwayException">There was no answer.</exception>
    public static async ValueTask<ClamAnswer> ScanAsync(ClamAddress address, IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        await using var connection = await ClamConnection.OpenAsync(address, cancellationToken);
        return ClamAnswer.Parse(await connection.ScanAsync(chunks, cancellationToken));
    }

    /// <summary>The bytes of an upload, each chunk valid until the next.</summary>
    /// <exception cref="HttpRequestException">They could not be read to the end.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ChunksOf(IUploadContent content, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await using var stream = await content.OpenAsync(0, cancellationToken);
        var buffer = new byte[ChunkSize];
        var sent = 0L;
        while (await stream.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            sent += count;
            yield return buffer.AsMemory(0, count);
        }

        // What was cut may be clean as far as it goes.
        if (sent != content.Length)
        {
            throw new HttpRequestException($"{sent} bytes came of {content.Length}.");
        }
    }
}
