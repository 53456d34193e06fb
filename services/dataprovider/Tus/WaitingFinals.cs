using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Sweeping;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>Joins what a crash left waiting though all of its parts are there.</summary>
internal sealed class WaitingFinals(IMetadataStore metadata, Concatenator concatenator) : ISweep
{
    private const int Batch = 200;

    public string Kind => "waiting-finals";

    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        var joined = 0;
        UploadId? after = null;
        while (true)
        {
            var page = await metadata.ReadAsync(transaction => transaction.Uploads.ListWaitingFinalsAsync(after, Batch), cancellationToken);
            foreach (var final in page)
            {
                joined += await concatenator.Begin(final) is null ? 0 : 1;
            }

            if (page.Count < Batch)
            {
                return joined;
            }

            after = page[^1];
        }
    }
}
