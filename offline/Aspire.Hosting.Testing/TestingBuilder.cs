using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Offline;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

internal sealed class TestingBuilder(IDistributedApplicationBuilder builder, EntryPoint entryPoint) : IDistributedApplicationTestingBuilder
{
    private DistributedApplication? _application;
    public ConfigurationManager Configuration => builder.Configuration;
    public string AppHostDirectory => builder.AppHostDirectory;
    public Assembly? AppHostAssembly => builder.AppHostAssembly;
    public IHostEnvironment Environment => builder.Environment;
    public IServiceCollection Services => builder.Services;
    public DistributedApplicationExecutionContext ExecutionContext => builder.ExecutionContext;
    public IResourceCollection Resources => builder.Resources;

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource => builder.AddResource(resource);

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => builder.CreateResourceBuilder(resource);

    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default) =>
        _application = await entryPoint.BuildAsync(cancellationToken).ConfigureAwait(false);

    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync().ConfigureAwait(false);
        }

        entryPoint.Abandon();
    }
}
