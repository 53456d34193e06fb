using System.Net;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.ServiceDefaults.Audit;
using UploadProcessing.ServiceDefaults.Users;

namespace UploadProcessing.Ocdav.Authentication;

/// <summary>Tells the audit log of sign-ins that are verified again and again: one event for as long as they go on.</summary>
internal sealed class SignInAudit(AuditLog audit, IOptions<SignInOptions> options, TimeProvider time)
{
    private readonly RememberedDigests _told = new(time);

    public void SignedIn(UserId user, IPAddress? address, string way)
    {
        var text = $"{user}\0{address}\0{way}";
        if (!_told.Contains(text, options.Value.RememberFor))
        {
            _told.Add(text, options.Value.RememberFor);
            audit.Done(AuditEvents.SignIn, user, address, way);
        }
    }

    public void Refused(string outcome, IPAddress? address, string way, UserId? user = null) =>
        audit.Refused(AuditEvents.SignIn, outcome, user, address, way);
}
