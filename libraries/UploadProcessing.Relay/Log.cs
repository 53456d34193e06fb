using Microsoft.Extensions.Logging;

namespace UploadProcessing.Relay;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Debug, "The client's request ended before it was complete: {Outcome}")]
    public static partial void ClientFailed(this ILogger logger, RelayOutcome outcome);

    [LoggerMessage(LogLevel.Debug, "An unused connection to {Host}:{Port} was closed by the target or is too old")]
    public static partial void IdleConnectionDiscarded(this ILogger logger, string host, int port);

    [LoggerMessage(LogLevel.Warning, "No connection to {Host}:{Port}: {Error}")]
    public static partial void TargetUnreachable(this ILogger logger, string host, int port, string error);

    [LoggerMessage(LogLevel.Warning, "{Host}:{Port} failed while it answered: {Fault}")]
    public static partial void TargetFailed(this ILogger logger, string host, int port, string fault);
}
