namespace UploadProcessing.AppHost;

/// <summary>What the participants of the diagrams have in common.</summary>
internal static class Participants
{
    /// <summary>A service whose health is asked at its <c>http</c> endpoint, and who sends its telemetry where all do.</summary>
    public static IResourceBuilder<ProjectResource> AddParticipant<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new()
    {
        // By name: storageprovider's `grpc` endpoint speaks HTTP/2 only, and the probe HTTP/1.1.
        var participant = builder.AddProject<TProject>(name).WithHttpHealthCheck("/health", endpointName: "http");

        if (builder.ExecutionContext.IsRunMode)
        {
            // The launch profile says Development for F5; whoever starts the AppHost as something else means all of it.
            participant.WithEnvironment("ASPNETCORE_ENVIRONMENT", builder.Environment.EnvironmentName);
        }

        // Beside OTEL_EXPORTER_OTLP_ENDPOINT, which belongs to Aspire's own dashboard.
        return builder.Configuration["UPLOADS_OTLP_ENDPOINT"] is { Length: > 0 } collector
            ? participant.WithEnvironment("UPLOADS_OTLP_ENDPOINT", collector)
            : participant;
    }

    /// <summary>Run mode only: a folder of this machine means nothing to a deployment.</summary>
    public static IResourceBuilder<ProjectResource> WithDataRoot(this IResourceBuilder<ProjectResource> participant, string dataRoot) =>
        participant.ApplicationBuilder.ExecutionContext.IsRunMode
            ? participant.WithEnvironment("Storage__DataRoot", Path.Combine(dataRoot, "storage"))
            : participant;

    /// <summary>64 letters and digits: more than the 256 bits that HMAC-SHA-256 can use, and safe in every shell and file.</summary>
    public static IResourceBuilder<ParameterResource> AddSigningKey(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddParameter(name, new GenerateParameterDefault { MinLength = 64, Special = false }, secret: true, persist: true);
}
