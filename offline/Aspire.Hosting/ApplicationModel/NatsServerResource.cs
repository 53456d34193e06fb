namespace Aspire.Hosting.ApplicationModel;

/// <summary>NATS as a container.</summary>
public class NatsServerResource(string name, ParameterResource? userName, ParameterResource? password)
    : ContainerResource(name), IResourceWithConnectionString
{
    internal const string EndpointName = "tcp";
    public ParameterResource? UserNameParameter { get; set; } = userName;
    public ParameterResource? PasswordParameter { get; set; } = password;
    public EndpointReference PrimaryEndpoint => field ??= new EndpointReference(this, EndpointName);

    public ReferenceExpression ConnectionStringExpression => PasswordParameter is null
        ? ReferenceExpression.Create($"nats://{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}")
        : UserNameParameter is null
            ? ReferenceExpression.Create($"nats://nats:{PasswordParameter:uri}@{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}")
            : ReferenceExpression.Create(
                $"nats://{UserNameParameter:uri}:{PasswordParameter:uri}@{PrimaryEndpoint.Property(EndpointProperty.HostAndPort)}");
}
