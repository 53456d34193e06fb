using Cs3.Rpc.V1Beta1;
using Microsoft.Net.Http.Headers;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.Ocdav.Transfers;

namespace UploadProcessing.Ocdav;

/// <summary><c>DELETE</c> of a file, or of a folder with all that is in it (RFC 4918, 9.6).</summary>
internal static class DeleteNode
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapSpace([HttpMethods.Delete], HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, StorageProvider storage)
    {
        var path = context.SpacePath();
        if (path.IsRoot)
        {
            return WebDavErrors.Forbidden("A space is not deleted by deleting its root folder.");
        }

        var user = context.User.Id();
        if (context.Request.Headers.TryGetValue(HeaderNames.IfMatch, out var match))
        {
            if (!EntityTagHeaderValue.TryParseStrictList(match, out var etags))
            {
                return WebDavErrors.BadRequest("If-Match is neither * nor a list of quoted etags.");
            }

            // CS3's Delete has no precondition: a change between the two calls goes unnoticed, one before them does not.
            var current = await storage.StatAsync(path.Reference, user, context.RequestAborted);
            if (current.Status?.Code is Code.Ok && !UploadPreconditions.Allows([.. etags], current.Info.Etag))
            {
                return WebDavErrors.PreconditionFailed("If-Match does not allow the resource's present state.");
            }
        }

        var answer = await storage.DeleteAsync(path.Reference, user, context.RequestAborted);
        return answer.Status?.Code is Code.Ok
            ? TypedResults.NoContent()
            : WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
    }
}
