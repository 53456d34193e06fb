using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Storage;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>The partial uploads that a final one names by their transfer tokens: each token must be the same user's, for the same space.</summary>
internal sealed class PartTokens(TransferTokens tokens)
{
    /// <summary>The parts in order, null when none are named; or the answer to a token that is not good for them.</summary>
    public async ValueTask<(IReadOnlyList<UploadId>? Parts, InitiateFileUploadResponse? Refused)> ReadAsync(InitiateFileUploadRequest request, UserId user)
    {
        if (request.Opaque.Text(UploadKeys.Parts) is not { } named)
        {
            return (null, null);
        }

        var parts = new List<UploadId>();
        foreach (var jwt in named.Split(' '))
        {
            var (token, error) = await tokens.VerifyAsync(jwt, TransferOperation.Write);
            if (token is null)
            {
                return (null, error is TransferTokenError.Foreign ? Foreign() : Answers.Invalid<InitiateFileUploadResponse>(
                    "Upload-Concat names something that is not the URL of an upload, or one whose time is over."));
            }

            if (token.User != user || token.Space.ToString() != request.Ref?.ResourceId?.SpaceId)
            {
                return (null, Foreign());
            }

            parts.Add(token.Upload);
        }

        return (parts, null);
    }

    private static InitiateFileUploadResponse Foreign() => Answers.Of<InitiateFileUploadResponse>(
        Refusal.Denied, "Upload-Concat names an upload of somebody else, or in another space.");
}
