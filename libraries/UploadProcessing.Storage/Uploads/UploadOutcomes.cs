using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>How an upload that mandatory steps look at has ended, for whoever waits for it.</summary>
public sealed class UploadOutcomes(IMetadataStore metadata)
{
    /// <summary>How it ended: committed or refused; null while nobody knows.</summary>
    public ValueTask<CommitResult?> FindAsync(UploadId upload, CancellationToken cancellationToken) => metadata.ReadAsync(async transaction =>
    {
        var session = await transaction.Uploads.FindAsync(upload);
        if (session is { State: UploadState.Receiving or UploadState.Processing })
        {
            return null;
        }

        if (await transaction.Nodes.FindRevisionAsync(upload) is not { } revision)
        {
            return new CommitResult(null, null, false, session?.Failure?.Refusal ?? Refusal.Aborted, session?.Reason ?? "The upload has ended.",
                Step: session?.Failure?.Step);
        }

        var file = await transaction.Nodes.FindAsync(revision.Node);
        return file is null
            ? new CommitResult(null, null, false, Refusal.NotFound, "The file was removed after the upload.")
            : new CommitResult(file, revision, session?.Created ?? false, null, null);
    }, cancellationToken);
}
