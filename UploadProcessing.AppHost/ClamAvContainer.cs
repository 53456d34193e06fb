namespace UploadProcessing.AppHost;

/// <summary>The virus scanner as a container, with ClamAV's own image: it fetches its signatures at the first start and keeps them in a volume.</summary>
internal static class ClamAvContainer
{
    private const string Image = "clamav/clamav";
    private const string Tag = "1.4";
    private const int Port = 3310;

    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's.</param>
    /// <param name="folder">Where its configuration is written to.</param>
    /// <returns>Where it listens, for the step <c>virusscan</c>.</returns>
    public static ReferenceExpression Add(IDistributedApplicationBuilder builder, string name, string folder)
    {
        var configuration = Path.Combine(folder, "clamd-container.conf");
        File.WriteAllText(configuration, $"TCPSocket {Port}\nUser clamav\nDatabaseDirectory /var/lib/clamav\n{ClamdLimits.Configuration}");
        var container = builder.AddContainer(name, Image, Tag)
            .WithEndpoint(targetPort: Port, scheme: "tcp", name: "clamd")
            .WithBindMount(configuration, "/etc/clamav/clamd.conf", isReadOnly: true)
            .WithVolume($"{name}-signatures", "/var/lib/clamav");
        return ReferenceExpression.Create($"tcp://{container.GetEndpoint("clamd").Property(EndpointProperty.HostAndPort)}");
    }
}
