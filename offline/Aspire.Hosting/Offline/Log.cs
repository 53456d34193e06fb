namespace Aspire.Hosting.Offline;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "{Resource} ended with exit code {ExitCode}. It stays down until it is started again. Its last lines:{LastLines}")]
    public static partial void ResourceDied(this ILogger logger, string resource, int exitCode, string lastLines);

    [LoggerMessage(LogLevel.Error, "{Resource} could not be started")]
    public static partial void ResourceNotStarted(this ILogger logger, Exception exception, string resource);

    [LoggerMessage(LogLevel.Warning, "setpriv and setsid were not found: should this process be killed with -9, its children may go on")]
    public static partial void ChildrenMayOutliveUs(this ILogger logger);
}
