using System.Net;
using System.Net.Http.Headers;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Processing.Steps;

namespace UploadProcessing.Processing.Content;

/// <summary>The bytes of one upload, by range requests.</summary>
internal sealed class UploadContent(UploadContents contents, AllBytesReceived upload) : IUploadContent
{
    public long Length => upload.Size;

    public async ValueTask<Stream> OpenAsync(long offset, CancellationToken cancellationToken) =>
        offset >= Length
            ? Stream.Null
            : await SendAsync(offset == 0 ? null : new RangeHeaderValue(offset, null), cancellationToken);

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(buffer.Length, Length - offset);
        if (count <= 0)
        {
            return 0;
        }

        await using var stream = await SendAsync(new RangeHeaderValue(offset, offset + count - 1), cancellationToken);
        return await stream.ReadAtLeastAsync(buffer[..count], count, throwOnEndOfStream: false, cancellationToken);
    }

    public Uri PublicAddress(DateTimeOffset expiresAt) => contents.PublicAddress(upload, expiresAt);

    private async ValueTask<Stream> SendAsync(RangeHeaderValue? range, CancellationToken cancellationToken)
    {
        using var request = contents.Request(upload);
        request.Headers.Range = range;
        var response = await contents.SendAsync(request, cancellationToken);
        if (response.StatusCode != (range is null ? HttpStatusCode.OK : HttpStatusCode.PartialContent))
        {
            response.Dispose();
            throw new HttpRequestException($"The upload's bytes cannot be read: {(int)response.StatusCode}.", null, response.StatusCode);
        }

        return await response.Content.ReadAsStreamAsync(cancellationToken);
    }
}
