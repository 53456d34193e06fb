namespace Aspire.Hosting.ApplicationModel;

/// <summary>Runs a resource's commands: start, stop and restart, and those that were added by <c>WithCommand</c>.</summary>
public class ResourceCommandService
{
    private readonly IResourceCollection _resources;
    private readonly IServiceProvider _services;
    private readonly ILogger<ResourceCommandService> _logger;

    internal ResourceCommandService(IResourceCollection resources, IServiceProvider services, ILogger<ResourceCommandService> logger)
    {
        _resources = resources;
        _services = services;
        _logger = logger;
    }

    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        _resources.FirstOrDefault(resource => string.Equals(resource.Name, resourceId, StringComparison.OrdinalIgnoreCase)) is { } found
            ? ExecuteCommandAsync(found, commandName, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));

    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(known => known.Name == commandName);
        if (command is null)
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resource.Name}'.");
        }

        try
        {
            return await command.ExecuteCommand(new ExecuteCommandContext
            {
                ResourceName = resource.Name,
                Services = _services,
                Logger = _logger,
                CancellationToken = cancellationToken,
            }).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What a command may throw is its author's business; whoever pressed the button gets the reason, as with the packages.
            return CommandResults.Failure(exception);
        }
    }
}
