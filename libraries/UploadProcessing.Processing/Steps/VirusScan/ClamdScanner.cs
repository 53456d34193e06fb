using System.Net.Sockets;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>Asks clamd.</summary>
internal static class ClamdScanner
{
    /// <summary>Has scanned what <paramref name="send"/> writes.</summary>
    /// <exception cref="SocketException">clamd cannot be reached.</exception>
    public static async ValueTask<ScanVerdict> ScanAsync(string address, Func<Stream, CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        using var connection = await ClamdConnection.OpenAsync(address, "INSTREAM", cancellationToken);
        // Read from the beginning: beyond its limit clamd answers at once and closes, and what has not been read by then may be lost.
        var answering = connection.ReadAnswerAsync(cancellationToken);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var sending = SendAsync(connection, send, answered.Token);
        if (await Task.WhenAny(answering, sending) == answering)
        {
            await answered.CancelAsync();
        }

        try
        {
            await sending;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // It takes no more: it has answered, or is gone.
        }

        try
        {
            return ScanVerdict.Parse(await answering);
        }
        catch (SocketException exception)
        {
            return new ScanVerdict.Failed(exception.Message);
        }
    }

    /// <summary>Program and signatures: <c>ClamAV 1.4.6/27800/…</c>.</summary>
    /// <exception cref="SocketException">clamd cannot be reached.</exception>
    public static async ValueTask<string> VersionAsync(string address, CancellationToken cancellationToken)
    {
        using var connection = await ClamdConnection.OpenAsync(address, "VERSION", cancellationToken);
        return await connection.ReadAnswerAsync(cancellationToken);
    }

    private static async Task SendAsync(ClamdConnection connection, Func<Stream, CancellationToken, ValueTask> send, CancellationToken cancellationToken)
    {
        await using var stream = new ClamdStream(connection);
        await send(stream, cancellationToken);
        await stream.EndAsync(cancellationToken);
    }
}
