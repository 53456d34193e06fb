using System.IO.Pipelines;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Net.Http.Headers;

namespace UploadProcessing.DataProvider.Downloads;

/// <summary>The bytes of one revision, and what they are called.</summary>
internal sealed class FileContent(Stream bytes, long length, string fileName)
{
    private const int BlockSize = 64 * 1024;

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    public long Length => length;

    public string ContentType => ContentTypes.TryGetContentType(fileName, out var known) ? known : "application/octet-stream";

    /// <summary>To be saved, not shown (RFC 6266): whoever gets it from the gateway gets it from that origin.</summary>
    public string Disposition
    {
        get
        {
            var disposition = new ContentDispositionHeaderValue("attachment");
            disposition.SetHttpFileName(fileName);
            return disposition.ToString();
        }
    }

    public async Task WriteAsync(ByteRange range, PipeWriter output, CancellationToken cancellationToken)
    {
        bytes.Position = range.First;
        for (var left = range.Length; left > 0;)
        {
            var block = output.GetMemory(BlockSize)[..(int)Math.Min(BlockSize, left)];
            var count = await bytes.ReadAsync(block, cancellationToken);
            if (count == 0)
            {
                throw new InvalidDataException("A blob has fewer bytes than its revision.");
            }

            output.Advance(count);
            left -= count;
            await output.FlushAsync(cancellationToken);
        }
    }
}
