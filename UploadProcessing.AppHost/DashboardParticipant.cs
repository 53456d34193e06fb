using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using UploadProcessing.AppHost.Resources;

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
    /// <returns>Null where it is not.</returns>
    public static IResourceBuilder<ProjectResource>? AddDashboard(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> dataprovider, IResourceBuilder<ParameterResource> adminToken,
        IResourceBuilder<ProjectResource> ocdav, params IResourceBuilder<ProjectResource>[] others)
    {
        if (!builder.ExecutionContext.IsRunMode || !builder.Configuration.GetValue(Key, defaultValue: true)
            || builder.Configuration["UPLOADS_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            return null;
        }

        var otlpKey = builder.AddSigningKey("otlp-key");
        var dashboard = builder.AddParticipant<Projects.dashboard>(Name)
            .WithEnvironment("Dashboard__Token", builder.AddSigningKey(Token))
            .WithEnvironment("Dashboard__OtlpToken", otlpKey)
            .WithEnvironment("Dashboard__AdminAddress", dataprovider.GetEndpoint("admin"))
            .WithEnvironment("Dashboard__AdminToken", adminToken)
            .WithEnvironment("Dashboard__DavAddress", ocdav.GetEndpoint("http"))
            .WithResources()
            .WithExternalHttpEndpoints();
        if (builder.Environment.IsDevelopment())
        {
            var (user, password) = DevelopmentUsers.All[0];
            dashboard.WithEnvironment("Dashboard__TryUser", user).WithEnvironment("Dashboard__TryPassword", password);
        }

        foreach (var participant in others.Prepend(dataprovider).Append(ocdav))
        {
            participant
                .WithEnvironment("UPLOADS_OTLP_ENDPOINT", dashboard.GetEndpoint(OtlpEndpoint))
                .WithEnvironment("UPLOADS_OTLP_HEADERS", ReferenceExpression.Create($"x-otlp-api-key={otlpKey.Resource}"));
        }

        return dashboard;
    }
}
