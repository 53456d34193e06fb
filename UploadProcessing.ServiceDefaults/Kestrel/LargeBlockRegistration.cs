using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;

namespace UploadProcessing.ServiceDefaults.Kestrel;

/// <summary>Registers large blocks for Kestrel.</summary>
public static class LargeBlockRegistration
{
    /// <summary>Lets Kestrel read and write in blocks of 256 KiB, of which up to <paramref name="limit"/> are kept for all connections
    /// together (64 MiB by default); beyond that blocks are small, as they are without this.</summary>
    public static IServiceCollection AddLargeBlocks(this IServiceCollection services, int limit = 256)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(limit);
        return services.AddSingleton<IMemoryPoolFactory<byte>>(new LargeBlockPool(limit));
    }
}
