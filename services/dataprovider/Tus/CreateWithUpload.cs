using Microsoft.Extensions.Options;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;
using UploadKind = UploadProcessing.Storage.Uploads.UploadKind;

namespace UploadProcessing.DataProvider.Tus;

/// <summary><c>POST /data/tus/{uploadid}</c>: what a creation already has to bring, passed on by ocdav: first bytes, an empty file, or parts
/// to join. ocdav has put the upload's <c>Location</c> on the answer.</summary>
internal sealed class CreateWithUpload(
    UploadReceiver receiver, OutcomeResponse outcomes, Concatenator concatenator, UploadStates states, TusCapabilities capabilities, IOptions<FinalizationOptions> options,
    TimeProvider time)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/data/tus/{uploadid}",
        (HttpContext context, UploadAccess access, CreateWithUpload create) => create.HandleAsync(context, access));

    private async Task HandleAsync(HttpContext context, UploadAccess access)
    {
        if (await access.FindAsync(context) is not { } session)
        {
            return;
        }

        var checksum = ChunkChecksum.Read(context.Request.TusHeaders(), capabilities);
        if (checksum.Error is { } error)
        {
            await context.Response.RefuseAsync(error);
            return;
        }

        var received = session.Kind is UploadKind.Final
            ? await JoinAsync(session, OutcomeResponse.PreferencesOf(context.Request))
            : await ReceiveAsync(session, checksum.Value, context);
        received = await outcomes.ResolveAsync(context, session, received);
        // Pending or not, the resource is there, so it is a 201 (TUS 1.0.0, Creation With Upload).
        outcomes.Accept(context.Response, session, withLocation: false);
        await context.Response.AnswerAsync(received, StatusCodes.Status201Created, Fields(received.Upload));
    }

    private async ValueTask<Received> ReceiveAsync(UploadSession session, ChunkChecksum checksum, HttpContext context)
    {
        // A client that lost the answer asks again, with the same bytes: what is there is there.
        if (session is { State: not UploadState.Receiving, Run: { } run })
        {
            return new Received(TusUploads.Of(session, run.Received.Length), new CommitResult(null, null, false, null, null, run));
        }

        if (session.State is not UploadState.Receiving || await states.HasBytesAsync(session.Id, CancellationToken.None))
        {
            return await states.FindAsync(session, context.RequestAborted);
        }

        var patch = new PatchRequest { Offset = 0, Length = null, ContentLength = BodyLength.Of(context), Checksum = checksum };
        var received = await receiver.ReceiveAsync(session.Id, patch, context.Request);
        if (received is { Failure: null, Upload: { Kind: UploadProcessing.Tus.UploadKind.Partial, IsComplete: true } })
        {
            concatenator.BeginWithPart(session.Id);
        }

        return received;
    }

    /// <summary>Copying may take long: a client that has waited enough is told that the upload exists, and asks for its offset.</summary>
    private async ValueTask<Received> JoinAsync(UploadSession session, Preferences preferences)
    {
        if (session.State is not UploadState.Receiving)
        {
            return await states.FindAsync(session, CancellationToken.None);
        }

        var joining = concatenator.Begin(session.Id);
        if (await Task.WhenAny(joining, Task.Delay(preferences.Patience(options.Value.ResponseDeadline), time)) != joining || await joining is not { } commit)
        {
            return new Received(TusUploads.Of(session, 0));
        }

        return commit switch
        {
            { Refusal: not null } => new Received(null, commit, TransferErrors.OfTus(commit)),
            { Run: { } run } => new Received(TusUploads.Of(session with { State = UploadState.Processing }, run.Received.Length), commit),
            _ => new Received(TusUploads.Of(session with { State = UploadState.Finalized }, commit.Revision!.Size), commit),
        };
    }

    private static List<KeyValuePair<string, string>> Fields(TusUpload? upload)
    {
        var fields = new List<KeyValuePair<string, string>>();
        if (upload is not null)
        {
            // As the answer to a creation, but for the Location, which is ocdav's to say.
            fields.AddRange(TusAnswer.Created(upload, location: "", withUpload: !upload.IsPending).Where(field => field.Value.Length > 0));
        }

        return fields;
    }
}
