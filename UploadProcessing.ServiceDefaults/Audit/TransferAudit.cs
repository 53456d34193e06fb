using Microsoft.AspNetCore.Http;
using UploadProcessing.Contracts.Transfer;

namespace UploadProcessing.ServiceDefaults.Audit;

/// <summary>The one event that two services tell of: each verifies transfer tokens.</summary>
public static class TransferAudit
{
    /// <summary>Of the token only why it was refused: whom it names is not to be believed.</summary>
    public static void TransferRefused(this AuditLog audit, TransferTokenError error, HttpContext context) => audit.Refused(
        AuditEvents.TransferToken,
        error switch
        {
            TransferTokenError.Expired => "expired",
            TransferTokenError.Foreign => "foreign",
            _ => "invalid",
        },
        user: null, context.Connection.RemoteIpAddress, context.Request.Method);
}
