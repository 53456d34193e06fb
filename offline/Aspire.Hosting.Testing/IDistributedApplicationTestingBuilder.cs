namespace Aspire.Hosting.Testing;

/// <summary>An application that has been described and may be changed before it is built. Disposing it ends everything.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
