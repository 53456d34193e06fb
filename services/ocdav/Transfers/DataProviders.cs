using UploadProcessing.Contracts.Transfer;
using UploadProcessing.ServiceDefaults;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>From a dataprovider's logical address to the one it has now; the same configured names as the gateway's, and no others.</summary>
internal sealed class DataProviders(TransferTargets targets)
{
    /// <summary>The address of <c>/data</c> there, or null when the name is not configured.</summary>
    public Uri? DataAddress(TransferGrant grant) =>
        Uri.TryCreate(grant.DataProvider + TransferEndpoint.Data, UriKind.Absolute, out var logical) ? targets.Resolve(logical) : null;
}
