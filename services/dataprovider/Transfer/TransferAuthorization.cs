using System.Diagnostics;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.ServiceDefaults.Audit;

namespace UploadProcessing.DataProvider.Transfer;

/// <summary>Verifies <c>X-Reva-Transfer</c> again: the gateway has, but nothing says that a request came through it.</summary>
internal sealed class TransferAuthorization(TransferTokens tokens, AuditLog audit)
{
    /// <summary>The token of a request, good for <paramref name="operation"/> and, where the route names an upload, for that one.</summary>
    public async ValueTask<TransferTokenResult> AuthorizeAsync(HttpRequest request, TransferOperation operation)
    {
        var result = await VerifyAsync(request, operation);
        if (result.IsVerified(out var token, out var error))
        {
            Activity.Current?
                .SetTag(UploadTags.UploadId, token.Upload.ToString())
                .SetTag(UploadTags.SpaceId, token.Space.ToString());
        }
        else
        {
            audit.TransferRefused(error, request.HttpContext);
        }

        return result;
    }

    private async ValueTask<TransferTokenResult> VerifyAsync(HttpRequest request, TransferOperation operation)
    {
        // A repeated header is two claims to choose from; joined by a comma it is no token.
        var result = await tokens.VerifyAsync(request.Headers[TransferToken.HeaderName].ToString(), operation);
        return result.Token is { } token
            && request.RouteValues.TryGetValue("uploadid", out var named) && named as string != token.Upload.ToString()
                ? new TransferTokenResult(null, TransferTokenError.Foreign)
                : result;
    }
}
