using Cs3.Rpc.V1Beta1;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Storage;

namespace UploadProcessing.Ocdav.AppPasswords;

/// <summary><c>GET /app-passwords</c>: those of the user, without their secrets.</summary>
internal static class ListAppPasswords
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("", HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, StorageProvider storage)
    {
        var answer = await storage.ListAppPasswordsAsync(context.User.Id(), context.RequestAborted);
        return answer.Status?.Code is Code.Ok
            ? TypedResults.Json(new { value = answer.AppPasswords.Select(AppPasswordRoutes.Describe) })
            : WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
    }
}
