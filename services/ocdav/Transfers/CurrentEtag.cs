using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Ocdav.Storage;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>If-Match: * and lists of etags, of which CS3 knows one: look, compare, and let the storageprovider insist on what was seen.</summary>
internal sealed class CurrentEtag(StorageProvider storage)
{
    /// <summary>Pins the present etag where that is needed.</summary>
    /// <returns>Null, or the answer to a request whose precondition does not hold.</returns>
    public async Task<IResult?> PinAsync(UploadPreconditions preconditions, Reference file, UserId user, CancellationToken cancellationToken)
    {
        if (!preconditions.NeedsCurrentEtag)
        {
            return null;
        }

        var answer = await storage.StatAsync(file, user, cancellationToken);
        switch (answer.Status?.Code)
        {
            case Code.Ok when UploadPreconditions.Allows(preconditions.IfMatch, answer.Info.Etag):
                preconditions.Pin(answer.Info.Etag);
                return null;
            case Code.Ok or Code.NotFound:
                return WebDavErrors.PreconditionFailed("If-Match does not allow the file's present state.");
            default:
                return WebDavErrors.Problem(answer.Status, WebDavErrors.StatusCode);
        }
    }
}
