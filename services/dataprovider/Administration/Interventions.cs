using UploadProcessing.Contracts;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>What operators do to uploads. Each is in the upload's history.</summary>
internal sealed class Interventions(IMetadataStore metadata, UploadRestart restart, UploadReplay replay, UploadAbortion abortion, OutcomeWaiters waiters)
{
    private const string ByOperator = "Ended by an operator.";

    public async ValueTask<(Refusal Refusal, string Detail)?> RestartAsync(UploadId upload, string? fromStep)
    {
        var operation = fromStep is null ? "Restarted by an operator." : $"Restarted by an operator, from step {fromStep} on.";
        return Told(upload, await restart.RestartAsync(upload, fromStep, operation));
    }

    public async ValueTask<(Refusal Refusal, string Detail)?> ResumeAsync(UploadId upload) =>
        Told(upload, await replay.ReplayAsync(upload, "Its steps were asked again by an operator.", UploadState.Processing));

    public async ValueTask<(Refusal Refusal, string Detail)?> ReplayAsync(UploadId upload) =>
        Told(upload, await replay.ReplayAsync(upload, "Its event was told again by an operator."));

    /// <remarks>While somebody writes it they hear of it when they commit, or ask for more of the quota.</remarks>
    public async ValueTask<(Refusal Refusal, string Detail)?> AbortAsync(UploadId upload, bool keepBytes)
    {
        if (await metadata.ReadAsync(transaction => transaction.Uploads.FindAsync(upload), CancellationToken.None) is not { } session)
        {
            return (Refusal.NotFound, "There is no such upload.");
        }

        var ended = session switch
        {
            { State: UploadState.Processing, Run: { } run } => await abortion.AbortProcessedAsync(
                upload, RunReport.Of(run), new ProcessingFailure(Refusal.Aborted, null, keepBytes), ByOperator),
            { State: UploadState.Receiving } when keepBytes => false,
            { State: UploadState.Receiving } => await abortion.AbortRowAsync(upload, ByOperator),
            _ => false,
        };
        return Told(upload, ended ? null : (Refusal.Ended, session.State is UploadState.Receiving
            ? "Bytes of an upload that is not complete cannot be kept: it could not be processed. Abort it without."
            : "It has ended already."));
    }

    public async ValueTask<(Refusal Refusal, string Detail)?> PurgeAsync(UploadId upload) => Told(upload, await abortion.PurgeAsync(upload));

    private (Refusal Refusal, string Detail)? Told(UploadId upload, (Refusal Refusal, string Detail)? refused)
    {
        waiters.Tell(upload);
        return refused;
    }
}
