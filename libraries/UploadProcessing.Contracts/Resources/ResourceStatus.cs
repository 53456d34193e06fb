namespace UploadProcessing.Contracts.Resources;

/// <summary>How one resource of the AppHost is: what <c>GET /resources</c> answers, an array of these.</summary>
/// <param name="Name">As in the AppHost.</param>
/// <param name="Type"><c>Project</c>, <c>Executable</c>, <c>Container</c>.</param>
/// <param name="State">As Aspire names it: <c>Running</c>, <c>Finished</c>, …</param>
/// <param name="Health"><c>Healthy</c>, <c>Degraded</c>, <c>Unhealthy</c>; absent while nothing runs.</param>
/// <param name="Pid">The process that the AppHost started, while it runs.</param>
/// <param name="ExitCode">Of the last process, once it has ended.</param>
/// <param name="Restarts">How often it was started again since the AppHost is up, by itself or by somebody.</param>
/// <param name="Started">The last process.</param>
/// <param name="Stopped">The last process, once it has ended.</param>
/// <param name="Endpoints">Where it can be reached.</param>
/// <param name="Commands">What can be done with it now.</param>
public sealed record ResourceStatus(
    string Name, string Type, string State, string? Health, int? Pid, int? ExitCode, int Restarts, DateTimeOffset? Started, DateTimeOffset? Stopped,
    IReadOnlyList<ResourceEndpoint> Endpoints, IReadOnlyList<ResourceCommand> Commands);

/// <summary>Where a resource can be reached.</summary>
/// <param name="Name">As in the AppHost: <c>http</c>, <c>grpc</c>, <c>admin</c>, <c>tcp</c>.</param>
/// <param name="Url">With scheme, host and port.</param>
public sealed record ResourceEndpoint(string Name, string Url);

/// <summary>Something that can be done with a resource.</summary>
/// <param name="Name">For <c>POST /resources/{resource}/commands/{name}</c>.</param>
/// <param name="Title">For a button.</param>
/// <param name="Description">What it does, in a sentence.</param>
/// <param name="Enabled">False while it makes no sense.</param>
public sealed record ResourceCommand(string Name, string Title, string? Description, bool Enabled);

/// <summary>What came of a command.</summary>
/// <param name="Success">Whether it did what it says.</param>
/// <param name="Message">What it did, or why not; may hold a link.</param>
public sealed record ResourceCommandOutcome(bool Success, string? Message);

/// <summary>A line that a resource has written.</summary>
/// <param name="Number">From 1, counted on when the resource is started again.</param>
/// <param name="Text">Without its end.</param>
/// <param name="IsError">Written to standard error.</param>
public sealed record ResourceLogLine(int Number, string Text, bool IsError);
