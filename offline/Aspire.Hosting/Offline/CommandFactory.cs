using System.Diagnostics;
using System.Globalization;

namespace Aspire.Hosting.Offline;

/// <summary>What is started for a resource: program, arguments and environment, with every value resolved.</summary>
internal sealed class CommandFactory(ProjectEnvironment projects, DistributedApplicationExecutionContext execution)
{
    // The AppHost's own addresses and launch profile, which a service must not take for its own.
    private static readonly string[] NotInherited = ["ASPNETCORE_URLS", "URLS", "DOTNET_LAUNCH_PROFILE"];

    public async Task<ProcessStartInfo> CreateAsync(IResource resource, CancellationToken cancellationToken)
    {
        var (program, folder) = Program(resource);
        var command = ChildCommand.Create(program, folder, await ArgumentsAsync(resource, cancellationToken).ConfigureAwait(false));
        foreach (var name in NotInherited)
        {
            command.Environment.Remove(name);
        }

        var context = new EnvironmentCallbackContext(execution, resource, cancellationToken: cancellationToken);
        foreach (var callback in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await callback.Callback(context).ConfigureAwait(false);
        }

        foreach (var (name, value) in context.EnvironmentVariables)
        {
            command.Environment[name] = await ResolveAsync(value, cancellationToken).ConfigureAwait(false);
        }

        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(known => known.PortVariable is not null))
        {
            command.Environment[endpoint.PortVariable!] = endpoint.AllocatedEndpoint!.Port.ToString(CultureInfo.InvariantCulture);
        }

        return command;
    }

    private static async Task<List<string>> ArgumentsAsync(IResource resource, CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken);
        foreach (var callback in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await callback.Callback(context).ConfigureAwait(false);
        }

        var arguments = new List<string>();
        foreach (var argument in context.Args)
        {
            arguments.Add(await ResolveAsync(argument, cancellationToken).ConfigureAwait(false) ?? "");
        }

        return arguments;
    }

    private static async ValueTask<string?> ResolveAsync(object value, CancellationToken cancellationToken) => value is IValueProvider provider
        ? await provider.GetValueAsync(cancellationToken).ConfigureAwait(false)
        : Convert.ToString(value, CultureInfo.InvariantCulture);

    private (string Program, string Folder) Program(IResource resource) => resource switch
    {
        ExecutableResource executable => (
            ChildCommand.FindOnPath(executable.Command)
                ?? throw new DistributedApplicationException($"The program '{executable.Command}' was not found."),
            executable.WorkingDirectory),
        ProjectResource => Program(resource.Annotations.OfType<IProjectMetadata>().Single()),
        ContainerResource => throw new DistributedApplicationException(
            $"'{resource.Name}' is a container, and offline/ cannot start containers: build with the Aspire packages (UseAspirePackages=true)."),
        _ => throw new DistributedApplicationException($"'{resource.Name}' is of a kind that offline/ cannot start."),
    };

    private (string Program, string Folder) Program(IProjectMetadata project) =>
        (projects.Executable(project), Path.GetDirectoryName(project.ProjectPath)!);
}
