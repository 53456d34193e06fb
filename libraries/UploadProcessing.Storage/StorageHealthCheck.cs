using Microsoft.Extensions.Diagnostics.HealthChecks;
using UploadProcessing.Contracts;

namespace UploadProcessing.Storage;

/// <summary>Healthy while the metadata store answers a question.</summary>
internal sealed class StorageHealthCheck(IMetadataStore metadata) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // A space that does not exist: the answer is no, but somebody has looked.
        await metadata.ReadAsync(transaction => transaction.Spaces.FindAsync(default(SpaceId)), cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
