using System.Globalization;
using Cs3.Storage.Provider.V1Beta1;
using UploadProcessing.Ocdav.Transfers;

namespace UploadProcessing.Ocdav.Listing;

/// <summary>A space's quota in bytes.</summary>
/// <param name="Total">Null: unlimited.</param>
/// <param name="Used">What counts against it now.</param>
internal readonly record struct SpaceQuota(ulong? Total, ulong Used)
{
    /// <summary>Null: unlimited.</summary>
    public ulong? Available => Total is { } total ? total - Math.Min(total, Used) : null;

    public static SpaceQuota From(Quota? quota) => new(
        quota?.QuotaMaxBytes is > 0 and var total ? total : null,
        ulong.TryParse(quota?.Opaque.Text("used_bytes"), NumberStyles.None, CultureInfo.InvariantCulture, out var used) ? used : 0);
}
