using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Administration;
using UploadProcessing.DataProvider.Progress;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Administration;

/// <summary><c>GET /admin/uploads</c>, one of them, and one of them live.</summary>
internal static class UploadRoutes
{
    private const int DefaultLimit = 100;
    private const int LargestLimit = 1000;

    public static void MapUploads(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/admin/uploads", ListAsync);
        routes.MapGet("/admin/uploads/{id}", ShowAsync);
        routes.MapGet("/admin/uploads/{id}/progress", WatchAsync);
    }

    public static ProblemHttpResult Unknown() => TransferErrors.Problem(Refusal.NotFound, "There is no such upload. It may have been forgotten (Sweeping:TombstoneAge).");

    /// <summary>The upload that an address names.</summary>
    public static UploadId? IdOf(string text) => UploadId.TryParse(text, CultureInfo.InvariantCulture, out var id) ? id : null;

    private static async Task<IResult> ListAsync(HttpContext context, AdminUploads uploads)
    {
        var query = context.Request.Query;
        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
        UploadState state = default;
        SpaceId space = default;
        var (age, limit) = (0L, DefaultLimit);
        UploadId before = default;
        if ((Text("state") is { } wanted && !(Enum.TryParse(wanted, ignoreCase: true, out state) && Enum.IsDefined(state)))
            || (Text("space") is { } named && !SpaceId.TryParse(named, CultureInfo.InvariantCulture, out space))
            || (Text("olderThan") is { } older && !long.TryParse(older, NumberStyles.None, CultureInfo.InvariantCulture, out age))
            || (Text("limit") is { } most && (!int.TryParse(most, NumberStyles.None, CultureInfo.InvariantCulture, out limit) || limit is < 1 or > LargestLimit))
            || (Text("cursor") is { } cursor && !UploadId.TryParse(cursor, CultureInfo.InvariantCulture, out before)))
        {
            return TransferErrors.Problem(
                Refusal.Invalid,
                $"state is receiving, processing, finalized or aborted; space and cursor are ids; olderThan is seconds; limit is at most {LargestLimit}.");
        }

        var filter = new UploadFilter(
            Text("state") is null ? null : state,
            Text("space") is null ? null : space,
            Text("user") is { } user ? new UserId(user) : null,
            Text("olderThan") is null ? null : TimeProvider.System.GetUtcNow().AddSeconds(-Math.Min(age, 1L << 32)),
            Text("cursor") is null ? null : before);
        return TypedResults.Json(await uploads.ListAsync(filter, limit, context.RequestAborted), AdminJson.Default.AdminUploadList);
    }

    private static async Task<IResult> ShowAsync(string id, AdminUploads uploads, CancellationToken cancellationToken) =>
        IdOf(id) is { } upload && await uploads.FindAsync(upload, cancellationToken) is { } details
            ? TypedResults.Json(details, AdminJson.Default.AdminUploadDetails)
            : Unknown();

    private static async Task<IResult> WatchAsync(string id, HttpContext context, AdminUploads uploads, ProgressEvents events) =>
        IdOf(id) is { } upload && await uploads.SessionAsync(upload, context.RequestAborted) is { } session
            ? await events.SendAsync(context, session)
            : Unknown();
}
