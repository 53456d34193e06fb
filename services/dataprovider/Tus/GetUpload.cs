using Microsoft.Extensions.Options;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Tus;

/// <summary><c>GET /data/tus/{uploadid}</c>: 303 to where the finished file is downloaded, by whoever may: the token lets bytes in, not out.</summary>
internal static class GetUpload
{
    public static void MapGetUpload(this IEndpointRouteBuilder routes) => routes.MapGet("/data/tus/{uploadid}", HandleAsync);

    private static async Task HandleAsync(HttpContext context, UploadAccess access, RevisionReader revisions, IOptions<TusOptions> options)
    {
        if (await access.FindAsync(context) is not { } session)
        {
            return;
        }

        if (session.State is UploadState.Aborted)
        {
            await context.Response.RefuseAsync(TransferErrors.OfTus(Refusal.Aborted, "The upload has ended. Start a new one."));
            return;
        }

        if (await revisions.FindPathAsync(session.Id, session.User, context.RequestAborted) is not { } path)
        {
            await context.Response.RefuseAsync(TransferErrors.OfTus(Refusal.NotFound, "There is no file of this upload, or not yet."));
            return;
        }

        var names = string.Join('/', path.Select(Uri.EscapeDataString));
        context.Response.Answer(StatusCodes.Status303SeeOther,
            [new("Location", $"{options.Value.PublicDavUrl.TrimEnd('/')}/dav/spaces/{session.Space}/{names}"), new("Cache-Control", "no-store")]);
    }
}
