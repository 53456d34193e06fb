using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using Google.Protobuf;
using Microsoft.AspNetCore.Mvc;
using UploadProcessing.Contracts;
using UploadProcessing.Ocdav.Authentication;
using UploadProcessing.Ocdav.Storage;
using UploadProcessing.Ocdav.Transfers;

namespace UploadProcessing.Ocdav.Administration;

/// <summary><c>/admin/spaces/{spaceid}/steps</c>: what uploads into a space have to pass beside the mandatory steps, read and set by operators
/// while all runs. Uploads that are complete already keep the steps that they have.</summary>
internal static class SpaceSteps
{
    private const int LargestBody = 4096;
    private const string Route = "/admin/spaces/{spaceid}/steps";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, (string spaceid, HttpContext context, StorageProvider storage) => UpdateAsync(spaceid, null, context, storage));
        routes.MapPut(Route, (string spaceid, string[] steps, HttpContext context, StorageProvider storage) => UpdateAsync(spaceid, steps, context, storage))
            .WithMetadata(new RequestSizeLimitAttribute(LargestBody));
    }

    /// <remarks>A change of nothing tells what there is.</remarks>
    private static async Task<IResult> UpdateAsync(string spaceid, string[]? steps, HttpContext context, StorageProvider storage)
    {
        if (steps is not null && Array.Exists(steps, step => step is null || step.Contains(',', StringComparison.Ordinal)))
        {
            return WebDavErrors.BadRequest("Steps are named by lower case letters, digits and hyphens.");
        }

        var space = new StorageSpace { Id = new StorageSpaceId { OpaqueId = spaceid } };
        if (steps is not null)
        {
            space.Opaque = new Opaque
            {
                Map = { [SpaceKeys.Steps] = new OpaqueEntry { Decoder = "plain", Value = ByteString.CopyFromUtf8(string.Join(',', steps)) } },
            };
        }

        var answer = await storage.UpdateStorageSpaceAsync(space, context.User.Id(), context.RequestAborted);
        return answer.Status?.Code is Code.Ok
            ? TypedResults.Json((answer.StorageSpace.Opaque.Text(SpaceKeys.Steps) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            : WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
    }
}
