using UploadProcessing.Processing.Steps;

namespace ServiceTests.Processing.Support;

/// <summary>Bytes that nobody reads here, at an address that nobody but the receiver may see.</summary>
internal sealed class SecretContent : IUploadContent
{
    public const string Token = "content-token-of-the-test";

    public long Length => 5;

    public ValueTask<Stream> OpenAsync(long offset, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Uri PublicAddress(DateTimeOffset expiresAt) => new($"https://up.example.org/data/{Token}?until={expiresAt.ToUnixTimeSeconds()}");
}
