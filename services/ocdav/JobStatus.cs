using System.Text.Json.Serialization;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Ocdav.Transfers;
using UploadProcessing.ServiceDefaults.Proxies;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav;

/// <summary><c>GET /jobs/{token}</c>: what became of a PUT, for desktop clients of long ago. They send <c>OC-LazyOps: true</c>, take a 202 with
/// <c>OC-JobStatus-Location</c>, a path, and ask there every few seconds. The same progress as everybody's, in their words.</summary>
internal static class JobStatus
{
    private const string Wish = "OC-LazyOps";
    private const string Location = "OC-JobStatus-Location";
    private const string Path = "/jobs/";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path + "{token}", HandleAsync);

    /// <summary>Makes such a client's PUT one that prefers an answer at once, and says in the answer where to ask.</summary>
    public static void Translate(HttpContext context)
    {
        if (context.Request.Headers[Wish] is not [{ } wish] || wish is not ("true" or "1"))
        {
            return;
        }

        context.Request.Headers["Prefer"] = "respond-async";
        context.Response.OnStarting(() =>
        {
            if (context.Response.Headers[TusHeaders.ProgressLocation] is [{ } address])
            {
                context.Response.Headers[Location] = $"{context.Request.PublicPath()}{Path}{address[(address.LastIndexOf('/') + 1)..]}";
            }

            return Task.CompletedTask;
        });
    }

    private static async Task<IResult> HandleAsync(string token, HttpContext context, ProgressClient progress)
    {
        var (status, found) = await progress.FindAsync(token, context.RequestAborted);
        context.Response.Headers.CacheControl = "no-store";
        return found switch
        {
            null when status is StatusCodes.Status502BadGateway => WebDavErrors.BadGateway("The storage for this file cannot be reached at the moment."),
            null => WebDavErrors.NotFound("There is no such job."),
            _ => TypedResults.Json(Job.Of(found), JobJson.Default.Job),
        };
    }
}

/// <summary>What those clients read.</summary>
/// <param name="Status"><c>started</c>, <c>finished</c> or <c>error</c>.</param>
/// <param name="FileId">The file, once it is one.</param>
/// <param name="ETag">Its etag, with its quotes.</param>
/// <param name="ErrorCode">The status that the PUT would have been answered with.</param>
/// <param name="ErrorMessage">Why it is no file.</param>
internal sealed record Job(
    string Status, string? FileId, [property: JsonPropertyName("ETag")] string? ETag, int? ErrorCode, string? ErrorMessage)
{
    public static Job Of(UploadProgress progress) => progress.State switch
    {
        ProgressState.Finalized => new Job("finished", progress.FileId, progress.ETag, null, null),
        ProgressState.Aborted => new Job(
            "error", null, null, progress.FailedStep is null ? StatusCodes.Status410Gone : StatusCodes.Status422UnprocessableEntity, progress.Reason),
        _ => new Job("started", null, null, null, null),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Job))]
internal sealed partial class JobJson : JsonSerializerContext;
