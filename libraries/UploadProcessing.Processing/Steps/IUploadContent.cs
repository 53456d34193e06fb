namespace UploadProcessing.Processing.Steps;

/// <summary>The bytes of an upload, read over HTTP with a token that can do nothing else: a step sees an upload, not the storage.</summary>
public interface IUploadContent
{
    /// <summary>How many there are.</summary>
    long Length { get; }

    /// <summary>Reads from <paramref name="offset"/> on, as they come; the stream cannot seek.</summary>
    /// <exception cref="HttpRequestException">They cannot be read now; let it pass, and the step is tried again.</exception>
    ValueTask<Stream> OpenAsync(long offset, CancellationToken cancellationToken);

    /// <summary>Reads <paramref name="buffer"/> full from <paramref name="offset"/> on.</summary>
    /// <returns>How many bytes there were: fewer only at the end.</returns>
    /// <exception cref="HttpRequestException">As above.</exception>
    ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Where somebody else may read them until <paramref name="expiresAt"/>; the address is a secret.</summary>
    Uri PublicAddress(DateTimeOffset expiresAt);
}
