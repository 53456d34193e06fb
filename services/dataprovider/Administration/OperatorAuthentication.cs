using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.ServiceDefaults.Http;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>Lets in whoever has the operators' token, and nobody else.</summary>
internal sealed class OperatorAuthentication(RequestDelegate next, string token, AuditLog audit)
{
    private readonly BearerSecret _secret = new(token);

    public Task InvokeAsync(HttpContext context)
    {
        if (_secret.IsShownBy(context.Request))
        {
            return next(context);
        }

        audit.Refused(AuditEvents.Administration, "unauthenticated", null, context.Connection.RemoteIpAddress, context.Request.Method);
        return BearerSecret.RefuseAsync(context, "Send the token of Administration:Token as a bearer token.");
    }
}
