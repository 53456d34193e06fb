namespace Aspire.Hosting.ApplicationModel;

public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    internal ResourceCommandAnnotation(
        string name, string displayName, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand, CommandOptions? options)
    {
        Name = name;
        DisplayName = displayName;
        ExecuteCommand = executeCommand;
        DisplayDescription = options?.Description;
        UpdateState = options?.UpdateState ?? (_ => ResourceCommandState.Enabled);
    }

    public string Name { get; }
    public string DisplayName { get; }
    public string? DisplayDescription { get; }
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand { get; }
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState { get; }
}

public class CommandOptions
{
    public string? Description { get; set; }

    /// <summary>Greys out a button in a dashboard; executing a command does not ask it.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}

public sealed class ExecuteCommandContext
{
    public required string ResourceName { get; init; }
    public required IServiceProvider Services { get; init; }
    public required ILogger Logger { get; init; }
    public required CancellationToken CancellationToken { get; init; }
}

public sealed class UpdateCommandStateContext
{
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }
    public required IServiceProvider Services { get; init; }
}

public enum ResourceCommandState
{
    Enabled,
    Disabled,
    Hidden,
}
