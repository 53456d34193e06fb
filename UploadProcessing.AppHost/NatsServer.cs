using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace UploadProcessing.AppHost;

/// <summary>NATS with JetStream, its store in the data root.</summary>
internal static class NatsServer
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(5);

    /// <summary>A container where one can run and whenever we publish, otherwise this machine's nats-server.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddNatsServer(
        this IDistributedApplicationBuilder builder, string name, int port, string dataRoot)
    {
        var userName = builder.AddParameter($"{name}-user", "nats", publishValueAsDefault: true);
        var password = builder.AddParameter($"{name}-password",
            new GenerateParameterDefault { MinLength = 22, Special = false }, secret: true, persist: true);

        if (builder.ExecutionContext.IsPublishMode)
        {
            // No port: a development port has no business in a deployment.
            return builder.AddNats(name, port: null, userName, password).WithJetStream().WithDataVolume($"{name}-data");
        }

        // Two folders: the container's files belong to another user, and may be of a version the executable cannot read.
        return UsesContainer(builder.Configuration["Uploads:Nats"])
            ? builder.AddNats(name, port, userName, password).WithJetStream().WithDataBindMount(Folder(dataRoot, "nats-container"))
            : builder.AddNatsExecutable(name, port, Folder(dataRoot, "nats"), userName, password);
    }

    private static IResourceBuilder<NatsExecutable> AddNatsExecutable(
        this IDistributedApplicationBuilder builder, string name, int port, string storeDirectory,
        IResourceBuilder<ParameterResource> userName, IResourceBuilder<ParameterResource> password)
    {
        var command = NatsServerProgram.Find(builder.Configuration[NatsServerProgram.PathKey]);
        var nats = new NatsExecutable(name, command, builder.AppHostDirectory, userName.Resource, password.Resource);

        var healthCheck = $"{name}-jetstream";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            healthCheck, _ => new JetStreamHealthCheck(nats), failureStatus: null, tags: null, ProbeLimit));

        return builder.AddResource(nats)
            // Proxied, as every endpoint here: the packages randomise only those for tests.
            .WithEndpoint(port: port, name: NatsExecutable.EndpointName, scheme: "tcp")
            .WithArgs(context =>
            {
                context.Args.Add("--addr");
                context.Args.Add("127.0.0.1");
                context.Args.Add("--port");
                context.Args.Add(nats.Endpoint.Property(EndpointProperty.TargetPort));
                context.Args.Add("--config");
                context.Args.Add(Path.Combine(builder.AppHostDirectory, "nats-server.conf"));
                context.Args.Add("--jetstream");
                context.Args.Add("--store_dir");
                context.Args.Add(storeDirectory);
            })
            // Quoted, because the server reads a variable's value as it reads its configuration.
            .WithEnvironment("UPLOADS_NATS_USER", $"\"{userName.Resource}\"")
            .WithEnvironment("UPLOADS_NATS_PASSWORD", $"\"{password.Resource}\"")
            .WithHealthCheck(healthCheck);
    }

    private static bool UsesContainer(string? choice) => choice switch
    {
        "container" => AspireEdition.RunsContainers ? true : throw new DistributedApplicationException(
            "Uploads:Nats is 'container', but offline/ starts no containers. Build with UseAspirePackages=true, or choose executable."),
        "executable" => false,
        null or "" or "auto" => AspireEdition.RunsContainers && ContainerRuntime.Answers(),
        _ => throw new DistributedApplicationException($"Uploads:Nats is '{choice}'; it may be container, executable or auto."),
    };

    // What is kept is for this account only.
    private static string Folder(params string[] parts) => (OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(Path.Combine(parts))
        : Directory.CreateDirectory(Path.Combine(parts), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute)).FullName;
}
