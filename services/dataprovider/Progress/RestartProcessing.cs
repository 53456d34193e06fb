using Microsoft.Extensions.Options;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary><c>POST /data/progress/{uploadid}/restart</c>: whoever uploads has it processed again (opencloud#1761), where its bytes were kept
/// and as often as the operator lets them.</summary>
internal static class RestartProcessing
{
    private const string Operation = "Restarted by whoever uploads.";

    public static async Task<IResult> HandleAsync(
        HttpContext context, TransferAuthorization authorization, IMetadataStore metadata, UploadRestart restart, ProgressAddress address,
        IOptions<FinalizationOptions> options, ProgressRounds rounds)
    {
        var (session, refusal) = await GetProgress.AuthorizeAsync(context, authorization, metadata);
        if (refusal is not null)
        {
            return refusal;
        }

        // The first run is nobody's restart.
        var refused = await restart.RestartAsync(session!.Id, fromStep: null, Operation, options.Value.UploaderRestarts + 1);
        if (refused is var (why, detail))
        {
            return TransferErrors.Problem(why, detail);
        }

        rounds.Tell(session.Id);
        return TypedResults.Accepted(address.Of(session));
    }
}
