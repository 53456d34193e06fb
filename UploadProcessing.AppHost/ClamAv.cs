using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace UploadProcessing.AppHost;

/// <summary>The virus scanner: this machine's clamd, on a socket in the data root. Without one the step is off in development, and says so.</summary>
internal static class ClamAv
{
    // A path of a socket may have 108 bytes, less than some data roots.
    private const int LongestSocketPath = 100;

    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    /// <summary>Adds it, when there is one: a container where one can run, otherwise this machine's clamd.</summary>
    /// <returns>Where it listens, for the step <c>virusscan</c>; null when uploads are not scanned.</returns>
    public static ReferenceExpression? AddVirusScanner(this IDistributedApplicationBuilder builder, string name, string dataRoot)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            // Whoever deploys brings a scanner and names it: Processing:Steps:virusscan:Address.
            return null;
        }

        var folder = Path.Combine(dataRoot, name);
        if (string.IsNullOrEmpty(builder.Configuration[ClamdProgram.PathKey]) && AspireEdition.RunsContainers && ContainerRuntime.Answers())
        {
            return ClamAvContainer.Add(builder, name, Directory.CreateDirectory(folder).FullName);
        }

        var (program, database, missing) = ClamdProgram.Find(builder.Configuration[ClamdProgram.PathKey], builder.Configuration[ClamdProgram.DatabaseKey]);
        if (missing is not null)
        {
            Console.WriteLine($"Uploads are not scanned for viruses: {missing}");
            return null;
        }

        folder = Directory.CreateDirectory(folder).FullName;
        var socket = Path.Combine(folder, "clamd.sock");
        if (socket.Length > LongestSocketPath)
        {
            socket = Path.Combine(Directory.CreateTempSubdirectory("clamd-").FullName, "clamd.sock");
        }

        var configuration = Path.Combine(folder, "clamd.conf");
        File.WriteAllText(configuration, Configuration(socket, database));
        var healthCheck = $"{name}-ping";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(healthCheck, _ => new ClamdHealthCheck(socket), failureStatus: null, tags: null, ProbeLimit));
        builder.AddResource(new ExecutableResource(name, program, folder))
            .WithArgs(context =>
            {
                context.Args.Add("--foreground");
                context.Args.Add("--config-file");
                context.Args.Add(configuration);
            })
            .WithHealthCheck(healthCheck);
        return ReferenceExpression.Create($"unix:{socket}");
    }

    private static string Configuration(string socket, string database) =>
        $"""
         LocalSocket {socket}
         LocalSocketMode 600
         FixStaleSocket yes
         DatabaseDirectory {database}
         {ClamdLimits.Configuration}
         """;

    private sealed class ClamdHealthCheck(string path) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                await socket.SendAsync("zPING\0"u8.ToArray(), cancellationToken);
                var answer = new byte[5];
                return await socket.ReceiveAsync(answer, cancellationToken) > 0 && answer.AsSpan().StartsWith("PONG"u8)
                    ? HealthCheckResult.Healthy()
                    : HealthCheckResult.Unhealthy("clamd does not answer PING.");
            }
            catch (SocketException exception)
            {
                // It reads its signatures first; the official ones take half a minute.
                return HealthCheckResult.Unhealthy(exception.Message);
            }
        }
    }
}
