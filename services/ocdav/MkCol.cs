using Cs3.Rpc.V1Beta1;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Ocdav.Storage;

namespace UploadProcessing.Ocdav;

/// <summary><c>MKCOL</c>: a new folder (RFC 4918, 9.3).</summary>
internal static class MkCol
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapSpace(["MKCOL"], HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, StorageProvider storage)
    {
        // "If a server receives a MKCOL request entity type it does not support or understand, it MUST respond with a 415": none is.
        if (context.Features.GetRequiredFeature<IHttpRequestBodyDetectionFeature>().CanHaveBody)
        {
            return WebDavErrors.UnsupportedMediaType("MKCOL takes no body.");
        }

        var path = context.SpacePath();
        if (path.IsRoot)
        {
            return Exists(context, new Status { Code = Code.AlreadyExists });
        }

        var answer = await storage.CreateContainerAsync(path.Reference, context.User.Id(), context.RequestAborted);
        return answer.Status?.Code switch
        {
            Code.Ok => TypedResults.StatusCode(StatusCodes.Status201Created),
            Code.AlreadyExists => Exists(context, answer.Status),
            _ => WebDavErrors.Problem(answer.Status, WebDavErrors.MkColStatusCode),
        };
    }

    private static ProblemHttpResult Exists(HttpContext context, Status status)
    {
        // A file or a folder, which the answer does not say: what both allow.
        context.Response.Headers.Allow = SpaceRoutes.FolderMethods;
        status.Message = "There already is a file or folder of that name.";
        return WebDavErrors.Problem(status, WebDavErrors.MkColStatusCode);
    }
}
