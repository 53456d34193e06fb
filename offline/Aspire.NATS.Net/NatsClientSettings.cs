namespace Aspire.NATS.Net;

/// <summary>Configuration section <c>Aspire:Nats:Client</c>.</summary>
public sealed class NatsClientSettings
{
    public string? ConnectionString { get; set; }
    public bool DisableHealthChecks { get; set; }
    public bool DisableTracing { get; set; }
}
