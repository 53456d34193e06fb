using System.Diagnostics;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.DataProvider.Transfer;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>What every request about a resumable upload must pass: the protocol's version, the token, and the right to write even now.</summary>
internal sealed class UploadAccess(TransferAuthorization authorization, WriteAccess access)
{
    /// <summary>The session, in whatever state it is; null when the request has been answered.</summary>
    public async ValueTask<UploadSession?> FindAsync(HttpContext context)
    {
        var headers = context.Request.TusHeaders();
        if (TusVersion.Check(context.Request.Method, headers) is { } error)
        {
            await context.Response.RefuseAsync(error);
            return null;
        }

        var authorized = await authorization.AuthorizeAsync(context.Request, TransferOperation.Write);
        if (!authorized.IsVerified(out var token, out var tokenError))
        {
            await context.Response.RefuseAsync(TransferErrors.Of(tokenError));
            return null;
        }

        // Also for a client that has gone meanwhile: what it sent before counts.
        var found = await access.FindAsync(token.Upload, CancellationToken.None);
        var failure = found.Session is not { } session ? TransferErrors.OfTus(found.Refusal!.Value, found.Detail)
            : session.User != token.User || session.Space != token.Space || !session.Resumable ? TransferErrors.Of(TransferTokenError.Foreign)
            : null;
        if (failure is not null)
        {
            await context.Response.RefuseAsync(failure);
            return null;
        }

        Activity.Current?.SetTag(UploadTags.UploadLength, found.Session!.Length);
        return found.Session;
    }
}
