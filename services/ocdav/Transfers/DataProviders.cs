using UploadProcessing.Contracts.Transfer;
using UploadProcessing.ServiceDefaults;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>From a dataprovider's logical address to the one it has now; the same configured names as the gateway's, and no others.</summary>
internal sealed class DataProviders(TransferTargets targets)
{
    /// <summary>The address of <c>/data</c> there, or null when the name is not configured.</summary>
    public Uri? DataAddress(TransferGrant grant) => AddressOf(grant, TransferEndpoint.Data);

    /// <summary>The address of <paramref name="path"/> there, or null when the name is not configured.</summary>
    public Uri? AddressOf(TransferGrant grant, string path) =>
        Uri.TryCreate(grant.DataProvider + path, UriKind.Absolute, out var logical) ? targets.Resolve(logical) : null;
}
