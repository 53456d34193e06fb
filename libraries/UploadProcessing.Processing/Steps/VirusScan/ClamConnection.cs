using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>One connection to clamd for one command.</summary>
/// <remarks>
/// Commands begin with <c>z</c>, so that they and their answers end with NUL: an answer may have a line feed in it. There is no session
/// (<c>zIDSESSION</c>): a stream that is too long ends it for all commands, and a connection for each costs a fraction of a millisecond.
/// </remarks>
internal sealed class ClamConnection : IAsyncDisposable
{
    private const int LongestAnswer = 4096;

    private readonly NetworkStream _stream;
    private Task<string>? _answer;

    private ClamConnection(Socket socket) => _stream = new NetworkStream(socket, ownsSocket: true);

    /// <summary>Connects.</summary>
    /// <exception cref="ScannerAwayException">Nobody answers.</exception>
    public static async ValueTask<ClamConnection> OpenAsync(ClamAddress address, CancellationToken cancellationToken)
    {
        try
        {
            return new ClamConnection(await address.ConnectAsync(cancellationToken));
        }
        catch (SocketException exception)
        {
            throw new ScannerAwayException(exception.Message, exception);
        }
    }

    /// <summary>Sends a command that needs nothing else.</summary>
    public async ValueTask<string> AskAsync(string command, CancellationToken cancellationToken)
    {
        await BeginAsync(command, cancellationToken);
        return await _answer!;
    }

    /// <summary>Sends a stream. clamd may answer before its end, and stop reading: the rest is not sent then.</summary>
    public async ValueTask<string> ScanAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> chunks, CancellationToken cancellationToken)
    {
        await BeginAsync("zINSTREAM\0", cancellationToken);
        await foreach (var chunk in chunks.WithCancellation(cancellationToken))
        {
            // A chunk of no bytes would be the end.
            if (chunk.Length > 0 && !await SendAsync(chunk, cancellationToken))
            {
                return await _answer!;
            }
        }

        await SendAsync(ReadOnlyMemory<byte>.Empty, cancellationToken);
        return await _answer!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        if (_answer is { } answer)
        {
            // Nobody may be waiting for it any more.
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async ValueTask BeginAsync(string command, CancellationToken cancellationToken)
    {
        await TryWriteAsync(Encoding.ASCII.GetBytes(command), cancellationToken);
        _answer = ReadAsync(cancellationToken);
    }

    // "<length><data> where <length> is the size of the following data in bytes expressed as a 4 byte unsigned integer in network byte order"
    private async ValueTask<bool> SendAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        var length = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(length, (uint)chunk.Length);
        return !_answer!.IsCompleted && await TryWriteAsync(length, cancellationToken) && await TryWriteAsync(chunk, cancellationToken);
    }

    // Why it takes no more stands in its answer, if there is one.
    private async ValueTask<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(bytes, cancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestAnswer];
        var filled = 0;
        try
        {
            while (filled < buffer.Length && !buffer.AsSpan(0, filled).Contains((byte)0))
            {
                if (await _stream.ReadAsync(buffer.AsMemory(filled), cancellationToken) is not (> 0 and var count))
                {
                    throw new ScannerAwayException("The connection ended without an answer.");
                }

                filled += count;
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            throw new ScannerAwayException(exception.Message, exception);
        }

        return Encoding.UTF8.GetString(buffer.AsSpan(0, filled)).TrimEnd('\0', '\n');
    }
}
