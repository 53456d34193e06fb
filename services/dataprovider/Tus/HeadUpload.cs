using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;
using UploadKind = UploadProcessing.Storage.Uploads.UploadKind;

namespace UploadProcessing.DataProvider.Tus;

/// <summary><c>HEAD /data/tus/{uploadid}</c>: the offset to go on from. Answered without a version too: a desktop client resumes that way.</summary>
internal static class HeadUpload
{
    public static void MapHeadUpload(this IEndpointRouteBuilder routes) => routes.MapMethods("/data/tus/{uploadid}", [TusMethod.Head], HandleAsync);

    private static async Task HandleAsync(HttpContext context, UploadAccess access, UploadStates states, Concatenator concatenator, OutcomeResponse outcomes)
    {
        if (await access.FindAsync(context) is not { } session)
        {
            return;
        }

        if (session is { Kind: UploadKind.Final, State: UploadState.Receiving })
        {
            // Whoever asks would like it done; after a restart this may be the first to think of it.
            _ = concatenator.Begin(session.Id);
        }

        outcomes.Accept(context.Response, session, withLocation: false);
        var found = await states.FindAsync(session, context.RequestAborted);
        await context.Response.AnswerAsync(found, StatusCodes.Status200OK, found.Upload is null ? [] : TusAnswer.Head(found.Upload));
    }
}
