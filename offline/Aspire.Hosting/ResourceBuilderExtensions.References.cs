namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary><c>ConnectionStrings__{name}</c>, and the parts of it as <c>{NAME}_HOST</c> and so on.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null, bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        var name = connectionName ?? source.Resource.Name;
        return builder.WithEnvironment(context =>
        {
            context.EnvironmentVariables[source.Resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}"] = source.Resource;
            foreach (var (property, value) in source.Resource.GetConnectionProperties())
            {
                context.EnvironmentVariables[VariableName(name, property)] = value;
            }
        });
    }

    /// <summary><c>services__{name}__{endpoint}__0</c> for every endpoint of the service.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        foreach (var endpoint in source.Resource.Annotations.OfType<EndpointAnnotation>().ToList())
        {
            builder.WithReference(new EndpointReference(source.Resource, endpoint));
        }

        return builder;
    }

    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder, EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment => builder.WithEnvironment(context =>
        {
            var (service, endpoint) = (endpointReference.Resource.Name, endpointReference.EndpointName);
            context.EnvironmentVariables[$"services__{service}__{endpoint}__0"] = endpointReference;
            context.EnvironmentVariables[VariableName(service, endpoint)] = endpointReference;
        });

    public static IResourceBuilder<TDestination> WithReference<TDestination>(this IResourceBuilder<TDestination> builder, string name, Uri uri)
        where TDestination : IResourceWithEnvironment =>
        builder.WithEnvironment($"services__{name}__default__0", uri.ToString());

    private static string VariableName(params string[] parts) =>
        string.Join('_', parts).Replace('-', '_').ToUpperInvariant();
}
