using System.Buffers;

namespace UploadProcessing.Relay;

/// <summary>A download from a target by HttpClient, ended when the target is silent for <see cref="RelayOptions.TargetTimeout"/>.</summary>
/// <remarks>Only the target's turns are timed: a client may take its bytes as slowly as the server lets it.</remarks>
public sealed class TargetDownload(RelayOptions options, TimeProvider time, CancellationToken cancellationToken) : IDisposable
{
    /// <summary>Bytes: large enough that the system calls of a download do not count.</summary>
    public const int LargeBlock = 256 * 1024;

    private readonly TargetWatch _watch = new(options.TargetTimeout, time, cancellationToken);

    /// <summary>Sends the request, until the head of the answer has come.</summary>
    /// <exception cref="TimeoutException">The target was silent for too long.</exception>
    public Task<HttpResponseMessage> SendAsync(Func<CancellationToken, Task<HttpResponseMessage>> send) =>
        OfTargetAsync(() => new ValueTask<HttpResponseMessage>(send(_watch.Token)));

    /// <summary>Copies the answer's body as it comes.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="client">Where to.</param>
    /// <param name="blockSize">The most bytes of it that are held.</param>
    /// <exception cref="TimeoutException">The target was silent for too long; what there is of the body is not all of it.</exception>
    public async Task CopyBodyAsync(HttpResponseMessage answer, Stream client, int blockSize = LargeBlock)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var block = ArrayPool<byte>.Shared.Rent(blockSize);
        try
        {
            int count;
            while ((count = await OfTargetAsync(() => body.ReadAsync(block, _watch.Token))) > 0)
            {
                await client.WriteAsync(block.AsMemory(0, count), cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _watch.Dispose();

    private async Task<T> OfTargetAsync<T>(Func<ValueTask<T>> turn)
    {
        try
        {
            return await _watch.OfAsync(turn());
        }
        catch (OperationCanceledException exception) when (_watch.IsSilent)
        {
            throw new TimeoutException("The target was silent for too long.", exception);
        }
    }
}
