using UploadProcessing.Contracts;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Diagram 3, the arrow 7, and the end of diagrams 1 and 2: all bytes have arrived. The upload is committed, or handed to its
/// mandatory steps; or, for a client that prefers an answer first, committed afterwards.</summary>
internal sealed class LastByte(UploadFinalizer finalizer, AcceptedUploads accepted)
{
    public async ValueTask<CommitResult> FinalizeAsync(UploadId upload, ReceivedBytes received, Preferences preferences)
    {
        if (!preferences.RespondAsync)
        {
            return await finalizer.FinalizeAsync(upload, received);
        }

        var result = await finalizer.AcceptAsync(upload, received);
        if (result.Run is { Steps.Count: 0 } run)
        {
            accepted.Begin(upload, run);
        }

        return result;
    }
}
