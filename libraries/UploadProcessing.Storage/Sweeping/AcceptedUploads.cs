using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Sweeping;

/// <summary>Makes files of uploads that were accepted to be finalized later, by a process that died before it came to it.</summary>
public sealed class AcceptedUploads(IMetadataStore metadata, UploadRuns runs, TimeProvider time) : ISweep
{
    private const int Batch = 200;

    // Whoever lives has long come to it by then; and if not, the second time changes nothing.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public string Kind => "accepted-uploads";

    /// <inheritdoc/>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Patience;
        var accepted = await metadata.ReadAsync(transaction => transaction.Uploads.ListAcceptedAsync(before, Batch), cancellationToken);
        foreach (var session in accepted)
        {
            await runs.PassAsync(session.Id, RunReport.Of(session.Run!));
        }

        return accepted.Count;
    }
}
