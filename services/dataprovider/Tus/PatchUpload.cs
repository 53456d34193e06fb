using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>Diagram 2, the arrows 6 and 7: <c>PATCH /data/tus/{uploadid}</c> appends, then 204 with the offset that is durable.</summary>
internal static class PatchUpload
{
    public static void MapPatchUpload(this IEndpointRouteBuilder routes) => routes.MapMethods("/data/tus/{uploadid}", [TusMethod.Patch], HandleAsync);

    private static async Task HandleAsync(HttpContext context, UploadAccess access, UploadReceiver receiver, OutcomeResponse outcomes, Concatenator concatenator,
        TusCapabilities capabilities)
    {
        if (await access.FindAsync(context) is not { } session)
        {
            return;
        }

        var patch = PatchRequest.Read(context.Request.TusHeaders(), capabilities, BodyLength.Of(context));
        if ((patch.Error ?? PatchPlan.CheckKind(TusUploads.Of(session, 0))) is { } error)
        {
            await context.Response.RefuseAsync(error);
            return;
        }

        // Only now is the body touched: what is refused above never gets a 100 (Continue) and sends no byte (RFC 9110, 10.1.1).
        var received = OutcomeResponse.FindRepeated(session, patch.Value) ?? await receiver.ReceiveAsync(session.Id, patch.Value, context.Request);
        received = await outcomes.ResolveAsync(context, session, received);
        if (received is { Failure: null, Upload: { Kind: UploadKind.Partial, IsComplete: true } })
        {
            concatenator.BeginWithPart(session.Id);
        }

        outcomes.Accept(context.Response, session, withLocation: received.IsPending);

        await context.Response.AnswerAsync(
            received,
            received.IsPending ? StatusCodes.Status202Accepted : StatusCodes.Status204NoContent,
            received.Upload is null ? [] : TusAnswer.Patched(received.Upload));
    }
}
