using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;
using UploadKind = UploadProcessing.Storage.Uploads.UploadKind;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>Where an upload is: what HEAD tells. The offset it tells is durable and is accepted next, so whoever writes lets go first.</summary>
internal sealed class UploadStates(IMetadataStore metadata, IBlobStore blobs, UploadWriters writers)
{
    public async ValueTask<Received> FindAsync(UploadSession session, CancellationToken cancellationToken) => session switch
    {
        { State: UploadState.Aborted } => new Received(null, Failure: TransferErrors.OfTus(Refusal.Aborted, "The upload has ended. Start a new one.")),
        { State: UploadState.Finalized or UploadState.Processing } => await CompleteAsync(session, cancellationToken),
        { Kind: UploadKind.Final } => new Received(TusUploads.Of(await WithLengthAsync(session, cancellationToken), 0)),
        _ => await ReceivingAsync(session, cancellationToken),
    };

    public async ValueTask<bool> HasBytesAsync(UploadId upload, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(upload, cancellationToken);
        return content is { Length: > 0 };
    }

    private async ValueTask<Received> CompleteAsync(UploadSession session, CancellationToken cancellationToken)
    {
        var revision = await metadata.ReadAsync(transaction => transaction.Nodes.FindRevisionAsync(session.Id), cancellationToken);
        var length = revision?.Size ?? session.Run?.Received.Length ?? session.Length ?? 0;
        return new Received(TusUploads.Of(session with { Length = length }, length));
    }

    private async ValueTask<Received> ReceivingAsync(UploadSession session, CancellationToken cancellationToken)
    {
        await using var open = await writers.OpenAsync(session.Id, cancellationToken);
        if (open is not { Session: { } current, Writer: { } writer })
        {
            // It may have been completed while this waited for its turn.
            return open.Session is { State: UploadState.Finalized or UploadState.Processing } complete
                ? await CompleteAsync(complete, cancellationToken)
                : new Received(null, Failure: open.Failure);
        }

        if (writer.Length > 0)
        {
            await writer.FlushAsync();
        }

        return new Received(TusUploads.Of(current, writer.Length));
    }

    /// <summary>"The Server MUST include the Upload-Length header if the length of the final resource can be calculated" (TUS 1.0.0,
    /// Concatenation; clause 32): it can once every part knows its own.</summary>
    private async ValueTask<UploadSession> WithLengthAsync(UploadSession session, CancellationToken cancellationToken) =>
        session with { Length = session.Length ?? await metadata.ReadAsync(transaction => UploadParts.LengthAsync(transaction, session.Id), cancellationToken) };
}
