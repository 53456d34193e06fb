using Microsoft.Extensions.DependencyInjection;

namespace UploadProcessing.AppHost.Resources;

internal static class ResourceApiRegistration
{
    /// <summary>Lets this participant ask how all resources are, and start and stop them.</summary>
    public static IResourceBuilder<ProjectResource> WithResources(this IResourceBuilder<ProjectResource> participant)
    {
        var token = new ResourceApiToken();
        ResourceApi? api = null;
        var services = participant.ApplicationBuilder.Services;
        services.AddSingleton(token);
        services.AddSingleton<ResourceStates>();
        services.AddHostedService(provider => provider.GetRequiredService<ResourceStates>());
        services.AddHostedService(provider => api = ActivatorUtilities.CreateInstance<ResourceApi>(provider));
        return participant.WithEnvironment(context =>
        {
            context.EnvironmentVariables["Dashboard__ResourcesAddress"] = api!.Address;
            context.EnvironmentVariables["Dashboard__ResourcesToken"] = token.Value;
        });
    }
}
