using UploadProcessing.Contracts;

namespace UploadProcessing.Processing.Runs;

/// <summary>Where runs are kept while they last, for all processes.</summary>
internal interface IRunStore
{
    /// <summary>The run of an upload, and its revision, which grows with every change; null when there is none.</summary>
    ValueTask<KeptRevision?> FindAsync(UploadId upload, CancellationToken cancellationToken);

    /// <summary>Replaces a run, unless somebody else was faster.</summary>
    /// <param name="run">The run as it is to be.</param>
    /// <param name="revision">The revision that it was made from; null when there was none.</param>
    /// <param name="cancellationToken">Ends the wait; it may have happened or not.</param>
    /// <returns>The new revision; null when somebody else was faster.</returns>
    ValueTask<ulong?> TryPutAsync(ProcessingRun run, ulong? revision, CancellationToken cancellationToken);
}

/// <summary>A run and the revision it was read at.</summary>
internal sealed record KeptRevision(ProcessingRun? Run, ulong Revision);
