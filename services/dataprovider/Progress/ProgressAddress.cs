using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>Where a client may ask what became of its upload: an address with a token that can do nothing else; as secret as that.</summary>
/// <remarks><c>Transfer:PublicDataUrl</c>: absolute, or <c>/</c> when one front serves ocdav and the datagateway.</remarks>
internal sealed class ProgressAddress(TransferTokens tokens, IConfiguration configuration)
{
    private readonly string _base = (configuration["Transfer:PublicDataUrl"] ?? "/").TrimEnd('/');

    public string Of(UploadSession session)
    {
        var token = tokens.Protect(TransferToken.Watching(session.Id, "http://dataprovider", session.Space, session.User, session.EndsAt, session.TraceParent));
        return $"{_base}{TransferEndpoint.Data}/{token}";
    }
}
