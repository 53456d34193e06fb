using Cs3.Rpc.V1Beta1;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Storage;

namespace UploadProcessing.Ocdav.AppPasswords;

/// <summary><c>DELETE /app-passwords/{id}</c>: ends one.</summary>
internal static class RevokeAppPassword
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapDelete("{id}", HandleAsync);

    private static async Task<IResult> HandleAsync(string id, HttpContext context, StorageProvider storage)
    {
        var answer = await storage.InvalidateAppPasswordAsync(id, context.User.Id(), context.RequestAborted);
        return answer.Status?.Code is Code.Ok
            ? TypedResults.NoContent()
            : WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
    }
}
