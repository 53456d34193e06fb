using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A port that a resource listens on, and where it may be found once ports have been given out.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null,
        int? targetPort = null, bool? isExternal = null, bool? isProxied = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? "tcp";
        Transport = transport ?? (UriScheme is "http" or "https" ? "http" : "tcp");
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied ?? true;
    }

    public string Name { get; set; }
    public ProtocolType Protocol { get; set; }
    public string UriScheme { get; set; }
    public string Transport { get; set; }
    public int? Port { get; set; }
    public int? TargetPort { get; set; }
    public bool IsExternal { get; set; }
    public bool IsProxied { get; set; }
    public AllocatedEndpoint? AllocatedEndpoint { get; set; }

    /// <summary>The environment variable that is given the port, if the resource asked for one.</summary>
    internal string? PortVariable { get; init; }
}

public class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
{
    public string Address { get; } = address;
    public int Port { get; } = port;
    public string? TargetPortExpression { get; } = targetPortExpression;
    public string UriString => $"{endpoint.UriScheme}://{Address}:{Port}";
}
