using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>Looks up what is known of an upload: in the stores alone, which every dataprovider of a data root has.</summary>
internal sealed class ProgressReader(IMetadataStore metadata, IBlobStore blobs)
{
    // A run keeps 100 changes of its steps; whoever restarts more often than this sees the first runs no more.
    private const int LongestHistory = 10_000;

    /// <returns>Null when there is no such upload.</returns>
    public async ValueTask<ProgressFacts?> FindAsync(UploadId upload, CancellationToken cancellationToken)
    {
        var facts = await metadata.ReadAsync(async transaction =>
        {
            if (await transaction.Uploads.FindAsync(upload) is not { } session)
            {
                return null;
            }

            var history = await transaction.History.ListAsync(upload, after: 0, LongestHistory);
            var revision = session.State is UploadState.Finalized ? await transaction.Nodes.FindRevisionAsync(upload) : null;
            var file = revision is null ? null : await transaction.Nodes.FindAsync(revision.Node);
            return new ProgressFacts(session, revision?.Size ?? session.Run?.Received.Length ?? 0, history, file);
        }, cancellationToken);
        return facts is { Session.State: UploadState.Receiving } ? facts with { Size = await SizeAsync(upload, cancellationToken) } : facts;
    }

    /// <summary>How many bytes of an upload have arrived.</summary>
    public async ValueTask<long> SizeAsync(UploadId upload, CancellationToken cancellationToken)
    {
        await using var content = await blobs.OpenReadAsync(upload, cancellationToken);
        return content?.Length ?? 0;
    }
}
