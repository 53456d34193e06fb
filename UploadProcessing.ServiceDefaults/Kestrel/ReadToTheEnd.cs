using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;

namespace UploadProcessing.ServiceDefaults.Kestrel;

/// <summary>Hands out what a client sent before its connection ended, and only then says that it has ended.</summary>
/// <remarks>Kestrel looks at the end first: a body that is cut is an error, and the bytes that arrived together with the end are lost. For
/// an upload that goes on later they count ("the Server SHOULD always attempt to store as much of the received data as possible", TUS 1.0.0,
/// Core Protocol, PATCH).</remarks>
internal static class ReadToTheEnd
{
    // For requests that read nothing any more: whoever waits on their behalf hears of the end after this time at the latest.
    private static readonly TimeSpan Unread = TimeSpan.FromSeconds(5);

    /// <summary>A layer of a connection.</summary>
    /// <remarks>Kestrel also gives an answer up when it is told that the connection has ended, which a client that has closed its side only
    /// still waits for; so it is told when it has read what came before.</remarks>
    public static ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        using var ended = new CancellationTokenSource();
        using var closed = connection.ConnectionClosed.UnsafeRegister(static source => ((CancellationTokenSource)source!).CancelAfter(Unread), ended);
        connection.Transport = new Duplex(new EndLast(connection.Transport.Input, ended), connection.Transport.Output);
        connection.ConnectionClosed = ended.Token;
        await next(connection);
    };

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class EndLast(PipeReader inner, CancellationTokenSource ended) : PipeReader
    {
        // What was handed out last as if more could follow, and whether the reader could do nothing with it without more.
        private ReadResult _heldBack;
        private bool _nothingTaken;

        public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            try
            {
                return WithoutEnd(await inner.ReadAsync(cancellationToken));
            }
            catch (IOException)
            {
                // Reset by the client: nobody waits for an answer.
                ended.CancelAfter(TimeSpan.Zero);
                throw;
            }
        }

        public override bool TryRead(out ReadResult result)
        {
            var read = inner.TryRead(out result);
            result = read ? WithoutEnd(result) : result;
            return read;
        }

        public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
        {
            _nothingTaken = _heldBack.IsCompleted && consumed.Equals(_heldBack.Buffer.Start);
            _heldBack = default;
            inner.AdvanceTo(consumed, examined);
        }

        public override void CancelPendingRead() => inner.CancelPendingRead();

        public override void Complete(Exception? exception = null) => inner.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

        private ReadResult WithoutEnd(ReadResult result)
        {
            if (!result.IsCompleted || result.Buffer.IsEmpty || _nothingTaken)
            {
                return result;
            }

            _heldBack = result;
            return new ReadResult(result.Buffer, result.IsCanceled, isCompleted: false);
        }
    }
}
