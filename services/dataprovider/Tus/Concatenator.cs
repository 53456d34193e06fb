using System.Collections.Concurrent;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>Joins the parts of final uploads, each once at a time, apart from the requests that ask for it: those may end before it does.</summary>
internal sealed class Concatenator(
    UploadConcatenation concatenation, IMetadataStore metadata, IHostApplicationLifetime lifetime, ILogger<Concatenator> logger)
{
    private readonly ConcurrentDictionary<UploadId, Lazy<Task<CommitResult?>>> _running = new();

    /// <summary>Joins if every part is there.</summary>
    /// <returns>How it ended; null when it did not: a part is missing, or the storage failed, and it is tried again later.</returns>
    public Task<CommitResult?> Begin(UploadId final) =>
        _running.GetOrAdd(final, id => new Lazy<Task<CommitResult?>>(() => JoinAsync(id))).Value;

    /// <summary>A part is complete: whatever waited for it is joined.</summary>
    public void BeginWithPart(UploadId part) => _ = JoinFinalsOfAsync(part);

    private async Task JoinFinalsOfAsync(UploadId part)
    {
        try
        {
            foreach (var final in await metadata.ReadAsync(transaction => transaction.Uploads.ListFinalsAsync(part), lifetime.ApplicationStopping))
            {
                await Begin(final);
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; at its next start it looks for final uploads that wait.
        }
    }

    private async Task<CommitResult?> JoinAsync(UploadId final)
    {
        // Elsewhere than in whoever asked, who must not wait for the first blocks to be copied.
        await Task.Yield();
        try
        {
            return await concatenation.TryJoinAsync(final, lifetime.ApplicationStopping);
        }
#pragma warning disable CA1031 // Whatever it was, the parts are still there, and it is tried again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.JoiningFailed(exception, final);
            return null;
        }
        finally
        {
            _running.TryRemove(final, out _);
        }
    }
}
