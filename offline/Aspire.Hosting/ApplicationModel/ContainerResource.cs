namespace Aspire.Hosting.ApplicationModel;

/// <summary>Compiles here and runs with the packages only: the stand-in has no container runtime and says so at the start.</summary>
public class ContainerResource(string name, string? entrypoint = null) : Resource(name),
    IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IComputeResource
{
    public string? Entrypoint { get; set; } = entrypoint;
}
