using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Administration;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.Storage;

namespace UploadProcessing.DataProvider.Administration;

/// <summary><c>POST /admin/uploads/{id}/…</c>: what an operator does to an upload.</summary>
internal static class InterventionRoutes
{
    public static void MapInterventions(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/admin/uploads/{id}/restart", (string id, AdminRestart? request, HttpContext context, Interventions interventions) =>
            DoAsync("restart", id, context, StatusCodes.Status202Accepted, upload => interventions.RestartAsync(upload, request?.FromStep)));
        routes.MapPost("/admin/uploads/{id}/resume", (string id, HttpContext context, Interventions interventions) =>
            DoAsync("resume", id, context, StatusCodes.Status202Accepted, interventions.ResumeAsync));
        routes.MapPost("/admin/uploads/{id}/replay", (string id, HttpContext context, Interventions interventions) =>
            DoAsync("replay", id, context, StatusCodes.Status202Accepted, interventions.ReplayAsync));
        routes.MapPost("/admin/uploads/{id}/abort", (string id, AdminAbort? request, HttpContext context, Interventions interventions) =>
            DoAsync("abort", id, context, StatusCodes.Status200OK, upload => interventions.AbortAsync(upload, request?.KeepBytes ?? false)));
        routes.MapPost("/admin/uploads/{id}/purge", (string id, HttpContext context, Interventions interventions) =>
            DoAsync("purge", id, context, StatusCodes.Status204NoContent, interventions.PurgeAsync));
    }

    private static async Task<IResult> DoAsync(
        string operation, string id, HttpContext context, int status, Func<UploadId, ValueTask<(Refusal Refusal, string Detail)?>> intervene)
    {
        if (UploadRoutes.IdOf(id) is not { } upload)
        {
            return UploadRoutes.Unknown();
        }

        var audit = context.RequestServices.GetRequiredService<AuditLog>();
        if (await intervene(upload) is var (refusal, detail))
        {
            audit.Refused(AuditEvents.Administration, refusal.ToString().ToLowerInvariant(), null, context.Connection.RemoteIpAddress, $"{operation} {upload}");
            return TransferErrors.Problem(refusal, detail);
        }

        audit.Done(AuditEvents.Administration, null, context.Connection.RemoteIpAddress, $"{operation} {upload}");
        return TypedResults.StatusCode(status);
    }
}
