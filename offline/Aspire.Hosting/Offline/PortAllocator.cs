using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Offline;

/// <summary>Gives every endpoint its port, once: a resource that is started again keeps its address.</summary>
/// <remarks>No proxies: a service listens on the port that others are told.</remarks>
internal sealed class PortAllocator(IConfiguration configuration, DistributedApplicationModel model)
{
    /// <summary>The packages' own key; their testing builder sets it too.</summary>
    public const string RandomPortsKey = "DcpPublisher:RandomizePorts";

    // Below the range from which Linux takes the local ports of outgoing connections (32768 and up): while a service is
    // down, no connection of somebody else may sit on the port that it wants again.
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;
    private static readonly HashSet<int> Given = [];
    private static readonly Lock Gate = new();

    private readonly bool _random = configuration.GetValue<bool>(RandomPortsKey);

    public void Allocate()
    {
        foreach (var resource in model.Resources)
        {
            Allocate(resource);
        }
    }

    private void Allocate(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var fixedPort = endpoint.TargetPort is { } target && resource is not ContainerResource ? target : endpoint.Port;
            var port = fixedPort is null || (_random && endpoint.IsProxied) ? FreePort() : fixedPort.Value;
            if (port == fixedPort && !CanListen(port))
            {
                throw new DistributedApplicationException(
                    $"Port {port}, which '{resource.Name}' needs, is taken. Is the application running already?");
            }

            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port);
        }
    }

    private static int FreePort()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < 1_000; attempt++)
            {
                var port = Random.Shared.Next(FirstPort, LastPort);
                if (!Given.Contains(port) && CanListen(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new DistributedApplicationException($"No port between {FirstPort} and {LastPort} is free.");
    }

    private static bool CanListen(int port) =>
        CanListen(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanListen(IPAddress.IPv6Loopback, port));

    private static bool CanListen(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            // A machine may know IPv6 and have no address of it: nobody can have taken the port there.
            return exception.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }
}
