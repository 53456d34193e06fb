using System.Diagnostics;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;

namespace UploadProcessing.DataProvider.Transfer;

/// <summary>Verifies <c>X-Reva-Transfer</c> again: the gateway has, but nothing says that a request came through it.</summary>
internal sealed class TransferAuthorization(TransferTokens tokens)
{
    /// <summary>The token of a request, good for <paramref name="operation"/> and, where the route names an upload, for that one.</summary>
    public async ValueTask<TransferTokenResult> AuthorizeAsync(HttpRequest request, TransferOperation operation)
    {
        // A repeated header is two claims to choose from; joined by a comma it is no token.
        var result = await tokens.VerifyAsync(request.Headers[TransferToken.HeaderName].ToString(), operation);
        if (result.Token is not { } token)
        {
            return result;
        }

        if (request.RouteValues.TryGetValue("uploadid", out var named) && named as string != token.Upload.ToString())
        {
            return new TransferTokenResult(null, TransferTokenError.Foreign);
        }

        Activity.Current?
            .SetTag(UploadTags.UploadId, token.Upload.ToString())
            .SetTag(UploadTags.SpaceId, token.Space.ToString());
        return result;
    }
}
