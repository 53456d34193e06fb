namespace Aspire.Hosting;

/// <summary>Only these may be referenced as a whole; of an executable one references an endpoint.</summary>
public interface IResourceWithServiceDiscovery : IResourceWithEndpoints;
