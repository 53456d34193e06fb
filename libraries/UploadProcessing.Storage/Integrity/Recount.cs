using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Counting anew repairs without a loss, and twice as well as once.</summary>
internal static class Recount
{
    public static async ValueTask RecountAsync(this IMetadataStore metadata, NodeId node, CancellationToken cancellationToken) =>
        await metadata.WriteAsync(async transaction =>
        {
            await transaction.Integrity.RecountAsync(node);
            return true;
        }, cancellationToken);

    public static async ValueTask RecountAsync(this IMetadataStore metadata, SpaceId space, CancellationToken cancellationToken) =>
        await metadata.WriteAsync(async transaction =>
        {
            await transaction.Integrity.RecountAsync(space);
            return true;
        }, cancellationToken);
}
