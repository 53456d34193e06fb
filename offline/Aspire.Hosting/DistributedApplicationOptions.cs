namespace Aspire.Hosting;

public sealed class DistributedApplicationOptions
{
    public string[]? Args { get; set; }

    /// <summary>The AppHost's assembly, where it is not the one the process was started with.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>Accepted and without effect: the stand-in has no dashboard.</summary>
    public bool DisableDashboard { get; set; }
}
