namespace UploadProcessing.AppHost;

/// <summary>This machine's nats-server, under the name and with the connection string that the container would have.</summary>
/// <remarks>Run mode only: a publisher knows how to deploy a container, not a program of this machine.</remarks>
internal sealed class NatsExecutable(string name, string command, string workingDirectory, ParameterResource userName, ParameterResource password)
    : ExecutableResource(name, command, workingDirectory), IResourceWithConnectionString
{
    public const string EndpointName = "tcp";

    public EndpointReference Endpoint => field ??= new EndpointReference(this, EndpointName);

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"nats://{userName:uri}:{password:uri}@{Endpoint.Property(EndpointProperty.HostAndPort)}");

    /// <summary>Become NATS_HOST, NATS_PORT and so on in whoever references this resource, as with the container.</summary>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> IResourceWithConnectionString.GetConnectionProperties() =>
    [
        new("Host", ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.Host)}")),
        new("Port", ReferenceExpression.Create($"{Endpoint.Property(EndpointProperty.Port)}")),
        new("Username", ReferenceExpression.Create($"{userName}")),
        new("Password", ReferenceExpression.Create($"{password}")),
        new("Uri", ConnectionStringExpression),
    ];
}
