using System.Globalization;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Administration;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Rescans;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.DataProvider.Administration;

/// <summary><c>/admin/rescans</c> and <c>/admin/quarantine</c>: steps look again at files that are there, and what they found.</summary>
internal static class RescanRoutes
{
    private const int Limit = 100;

    private static readonly string[] s_defaultSteps = ["virusscan"];

    public static void MapRescans(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admin/rescans", BeginAsync);
        routes.MapGet("/admin/rescans", ListAsync);
        routes.MapGet("/admin/quarantine", ListQuarantinedAsync);
        routes.MapPost("/admin/quarantine/{id}/release", ReleaseAsync);
    }

    private static async Task<IResult> BeginAsync(AdminRescanRequest? request, HttpContext context, Rescanner rescanner, AuditLog audit)
    {
        SpaceId space = default;
        IReadOnlyList<string> steps = request?.Steps is { Count: > 0 } named ? named : s_defaultSteps;
        if (request?.SpaceId is { } text && !SpaceId.TryParse(text, CultureInfo.InvariantCulture, out space))
        {
            return TransferErrors.Problem(Refusal.Invalid, "spaceId is the id of a space, or absent for all of them.");
        }

        if (StepName.Problem(steps) is { } problem)
        {
            return TransferErrors.Problem(Refusal.Invalid, problem);
        }

        var rescan = await rescanner.BeginAsync(request?.SpaceId is null ? null : space, steps);
        audit.Done(AuditEvents.Administration, null, context.Connection.RemoteIpAddress, $"rescan {rescan.Id}", request?.SpaceId);
        return TypedResults.Json(Told(rescan), AdminJson.Default.AdminRescan, statusCode: StatusCodes.Status202Accepted);
    }

    private static async Task<IResult> ListAsync(IMetadataStore metadata, CancellationToken cancellationToken)
    {
        var rescans = await metadata.ReadAsync(transaction => transaction.Rescans.ListAsync(underWayOnly: false, Limit), cancellationToken);
        return TypedResults.Json([.. rescans.Select(Told)], AdminJson.Default.IReadOnlyListAdminRescan);
    }

    private static async Task<IResult> ListQuarantinedAsync(string? cursor, IMetadataStore metadata, CancellationToken cancellationToken)
    {
        var after = cursor is null ? null : UploadRoutes.IdOf(cursor);
        var files = await metadata.ReadAsync(transaction => transaction.Rescans.ListQuarantinedAsync(after, Limit), cancellationToken);
        return TypedResults.Json([.. files.Select(Told)], AdminJson.Default.IReadOnlyListAdminQuarantinedFile);
    }

    private static async Task<IResult> ReleaseAsync(string id, HttpContext context, Rescanner rescanner, AuditLog audit)
    {
        if (UploadRoutes.IdOf(id) is not { } revision || !await rescanner.ReleaseAsync(revision))
        {
            return TransferErrors.Problem(Refusal.NotFound, "No such file is in quarantine.");
        }

        audit.Done(AuditEvents.Administration, null, context.Connection.RemoteIpAddress, $"release {revision}");
        return TypedResults.NoContent();
    }

    private static AdminRescan Told(Rescan rescan) => new(
        rescan.Id.Value, rescan.Space, rescan.Steps, rescan.BegunAt, rescan.EndedAt, rescan.Passed, rescan.Found, rescan.Undecided);

    private static AdminQuarantinedFile Told(QuarantinedFile file) => new(file.Revision, file.Space, file.Node, file.Name, file.At, file.Reason);
}
