namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resource starts once the other one is healthy.</summary>
internal sealed class WaitAnnotation(IResource resource) : IResourceAnnotation
{
    public IResource Resource { get; } = resource;
}

public class HealthCheckAnnotation(string key) : IResourceAnnotation
{
    public string Key { get; } = key;
}
