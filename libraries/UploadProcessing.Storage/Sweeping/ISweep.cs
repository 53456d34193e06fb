namespace UploadProcessing.Storage.Sweeping;

/// <summary>Removes one kind of what has been left behind. Harmless when run twice, by several at once, or not to its end.</summary>
public interface ISweep
{
    /// <summary>What it removes, for logs and metrics: <c>expired-uploads</c>.</summary>
    string Kind { get; }

    /// <summary>One round, in bounded batches.</summary>
    /// <returns>How many were removed.</returns>
    Task<int> SweepAsync(CancellationToken cancellationToken);
}
