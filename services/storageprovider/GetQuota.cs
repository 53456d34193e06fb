using System.Globalization;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Cs3;

namespace UploadProcessing.StorageProvider;

/// <summary>Tells what a space may hold and holds; any node of it names it.</summary>
internal sealed class GetQuota(NodeBrowser browser)
{
    public Task<GetQuotaResponse> HandleAsync(GetQuotaRequest request, UserId user, CancellationToken cancellationToken) =>
        Answers.AboutAsync(request.Ref, async reference =>
        {
            var found = await browser.FindAsync(reference, user, cancellationToken);
            return found.Space is { } space ? Of(space) : Answers.Of<GetQuotaResponse>(found.Refusal, found.Detail);
        });

    private static GetQuotaResponse Of(Space space)
    {
        var answer = new GetQuotaResponse
        {
            Status = Cs3Status.Ok,
            Opaque = Opaques.Of(("reserved", space.ReservedBytes.ToString(CultureInfo.InvariantCulture))),
            TotalBytes = (ulong)(space.QuotaBytes ?? 0),
            UsedBytes = (ulong)space.UsedBytes,
        };
        if (space.QuotaBytes is not null)
        {
            answer.Opaque.MergeFrom(Opaques.Of(("remaining", space.FreeBytes.ToString(CultureInfo.InvariantCulture))));
        }

        return answer;
    }
}
