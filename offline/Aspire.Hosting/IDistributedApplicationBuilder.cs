using System.Reflection;

namespace Aspire.Hosting;

/// <summary>What an <c>AppHost.cs</c> describes the application with.</summary>
public interface IDistributedApplicationBuilder
{
    ConfigurationManager Configuration { get; }
    string AppHostDirectory { get; }
    Assembly? AppHostAssembly { get; }
    IHostEnvironment Environment { get; }
    IServiceCollection Services { get; }
    DistributedApplicationExecutionContext ExecutionContext { get; }
    IResourceCollection Resources { get; }

    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource;

    DistributedApplication Build();
}

public static class DistributedApplicationBuilderExtensions
{
    /// <summary>Finds a resource that was added before, for instance to change it in a test.</summary>
    public static IResourceBuilder<T> CreateResourceBuilder<T>(this IDistributedApplicationBuilder builder, string name)
        where T : IResource =>
        builder.Resources.TryGetByName(name, out var resource) && resource is T found
            ? builder.CreateResourceBuilder(found)
            : throw new InvalidOperationException($"There is no resource named '{name}' of type {typeof(T).Name}.");
}
