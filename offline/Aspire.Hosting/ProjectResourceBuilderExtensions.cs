using System.Net.Sockets;

namespace Aspire.Hosting;

public static class ProjectResourceBuilderExtensions
{
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => builder.AddProject<TProject>(name, launchProfileName: null);

    /// <summary>Endpoints come from the service's own Kestrel:Endpoints when it has some, else from its launch profile.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder, string name, string? launchProfileName)
        where TProject : IProjectMetadata, new()
    {
        var metadata = new TProject();
        var profile = LaunchProfile.Read(metadata.ProjectPath, launchProfileName, builder.Configuration["DOTNET_LAUNCH_PROFILE"]);
        var kestrel = KestrelEndpoint.Read(metadata.ProjectPath, builder.Environment.EnvironmentName);
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata);

        var addresses = kestrel.Count > 0 ? kestrel : profile.Addresses;
        foreach (var (endpoint, address) in addresses)
        {
            project.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, address.Scheme, name: endpoint, port: address.Port));
        }

        var environment = builder.Services.Select(service => service.ImplementationInstance).OfType<ProjectEnvironment>().Single();
        return project.WithEnvironment(context => environment.AddTo(context, profile, kestrel.Count > 0));
    }
}
