using System.Reflection;

namespace Aspire.Hosting.Offline;

/// <summary>The environment variables that a project is given beside its references.</summary>
internal sealed class ProjectEnvironment(IHostEnvironment host, Assembly appHost)
{
    public string Executable(IProjectMetadata project) => AppHostMetadata.Executable(appHost, project.ProjectPath);

    public void AddTo(EnvironmentCallbackContext context, LaunchProfile profile, bool namedByKestrel)
    {
        var variables = context.EnvironmentVariables;
        foreach (var (name, value) in profile.Variables)
        {
            variables[name] = value;
        }

        AddAddresses(context.Resource, variables, namedByKestrel);

        variables["OTEL_SERVICE_NAME"] = context.Resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={Guid.NewGuid():N}";
        if (host.IsDevelopment())
        {
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
        }

        // One line for each message: the resource's name is put in front of every line.
        variables["LOGGING__CONSOLE__FORMATTERNAME"] = "simple";
        variables["LOGGING__CONSOLE__FORMATTEROPTIONS__SINGLELINE"] = "true";
    }

    private static void AddAddresses(IResource project, Dictionary<string, object> variables, bool namedByKestrel)
    {
        // One with a variable of its own is the project's to listen at.
        var urls = new List<string>();
        foreach (var endpoint in project.Annotations.OfType<EndpointAnnotation>().Where(known => known.PortVariable is null))
        {
            var url = endpoint.AllocatedEndpoint!.UriString;
            if (namedByKestrel)
            {
                variables[$"Kestrel__Endpoints__{endpoint.Name}__Url"] = url;
            }
            else
            {
                urls.Add(url);
            }
        }

        if (urls.Count > 0)
        {
            variables["ASPNETCORE_URLS"] = string.Join(';', urls);
        }
    }
}
