using Microsoft.Extensions.Configuration;

namespace UploadProcessing.AppHost;

/// <summary>Our own dashboard: each upload as its sequence diagram. Beside Aspire's, which shows traces, logs and resources.</summary>
internal static class DashboardParticipant
{
    public const string Name = "dashboard";

    /// <summary>Opens its pages.</summary>
    public const string Token = "dashboard-token";

    private const string Key = "Uploads:Dashboard";
    private const string OtlpEndpoint = "otlp-http";

    /// <summary>Adds it, with a copy of the telemetry of all who are named. Not where <c>Uploads:Dashboard</c> is false, nor where the copy
    /// goes to somebody else (<c>UPLOADS_OTLP_ENDPOINT</c>), nor in a deployment: its pages are for who develops.</summary>
    public static void AddDashboard(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> dataprovider, IResourceBuilder<ParameterResource> adminToken,
        params IResourceBuilder<ProjectResource>[] others)
    {
        if (!builder.ExecutionContext.IsRunMode || !builder.Configuration.GetValue(Key, defaultValue: true)
            || builder.Configuration["UPLOADS_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            return;
        }

        var otlpKey = builder.AddSigningKey("otlp-key");
        var dashboard = builder.AddParticipant<Projects.dashboard>(Name)
            .WithEnvironment("Dashboard__Token", builder.AddSigningKey(Token))
            .WithEnvironment("Dashboard__OtlpToken", otlpKey)
            .WithEnvironment("Dashboard__AdminAddress", dataprovider.GetEndpoint("admin"))
            .WithEnvironment("Dashboard__AdminToken", adminToken)
            .WithExternalHttpEndpoints();
        foreach (var participant in others.Prepend(dataprovider))
        {
            participant
                .WithEnvironment("UPLOADS_OTLP_ENDPOINT", dashboard.GetEndpoint(OtlpEndpoint))
                .WithEnvironment("UPLOADS_OTLP_HEADERS", ReferenceExpression.Create($"x-otlp-api-key={otlpKey.Resource}"));
        }
    }
}
