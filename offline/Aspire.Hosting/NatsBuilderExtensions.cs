namespace Aspire.Hosting;

/// <summary>Enough of Aspire.Hosting.Nats for an AppHost to compile; the container itself needs the packages.</summary>
public static class NatsBuilderExtensions
{
    public static IResourceBuilder<NatsServerResource> AddNats(
        this IDistributedApplicationBuilder builder, string name, int? port = null,
        IResourceBuilder<ParameterResource>? userName = null, IResourceBuilder<ParameterResource>? password = null) =>
        builder.AddResource(new NatsServerResource(name, userName?.Resource, password?.Resource))
            .WithEndpoint(port, targetPort: 4222, scheme: "tcp", name: NatsServerResource.EndpointName);

    public static IResourceBuilder<NatsServerResource> WithJetStream(this IResourceBuilder<NatsServerResource> builder) =>
        builder.WithArgs("-js");

    public static IResourceBuilder<NatsServerResource> WithDataVolume(
        this IResourceBuilder<NatsServerResource> builder, string? name = null, bool isReadOnly = false) => builder.WithArgs("-sd", "/var/lib/nats");

    public static IResourceBuilder<NatsServerResource> WithDataBindMount(
        this IResourceBuilder<NatsServerResource> builder, string source, bool isReadOnly = false) => builder.WithArgs("-sd", "/var/lib/nats");
}
