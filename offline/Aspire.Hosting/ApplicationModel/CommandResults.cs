namespace Aspire.Hosting.ApplicationModel;

public static class CommandResults
{
    public static ExecuteCommandResult Success() => new() { Success = true };
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, Message = errorMessage };
    public static ExecuteCommandResult Failure(Exception exception) => Failure(exception.Message);
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}

public sealed class ExecuteCommandResult
{
    public required bool Success { get; init; }
    public bool Canceled { get; init; }
    public string? Message { get; init; }
}
