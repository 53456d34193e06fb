using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

/// <summary><c>DELETE /data/tus/{uploadid}</c> ends an upload (TUS 1.0.0, Termination; clause 29). Of a finished one it removes what is known
/// of the upload, never the file.</summary>
internal sealed class DeleteUpload(UploadWriters writers, UploadAbortion abortion, ResumedDigests digests, IMetadataStore metadata)
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("/data/tus/{uploadid}",
        (HttpContext context, UploadAccess access, DeleteUpload delete) => delete.HandleAsync(context, access));

    private async Task HandleAsync(HttpContext context, UploadAccess access)
    {
        if (await access.FindAsync(context) is not { } session)
        {
            return;
        }

        if (await EndAsync(session, context.RequestAborted) is { } failure)
        {
            await context.Response.RefuseAsync(failure);
            return;
        }

        context.Response.Answer(StatusCodes.Status204NoContent, TusAnswer.Deleted());
    }

    private async ValueTask<Failure?> EndAsync(UploadSession session, CancellationToken cancellationToken)
    {
        await using var open = await writers.OpenAsync(session.Id, cancellationToken);
        if (open.Writer is not null)
        {
            await abortion.AbortAsync(session.Id, "terminated");
            digests.Drop(session.Id);
            return null;
        }

        if (open.Session is not { State: UploadState.Finalized })
        {
            return open.Failure;
        }

        await metadata.WriteAsync(async transaction =>
        {
            await transaction.Uploads.RemoveAsync(session.Id);
            return true;
        }, CancellationToken.None);
        return null;
    }
}
