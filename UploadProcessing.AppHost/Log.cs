using Microsoft.Extensions.Logging;

namespace UploadProcessing.AppHost;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Built against Aspire {Edition}")]
    public static partial void BuiltAgainst(this ILogger logger, string edition);

    [LoggerMessage(LogLevel.Warning, "ocdav at {Address} does not list the spaces of {User}: the start screen and run.json have none of that user")]
    public static partial void NoSpaces(this ILogger logger, string address, string user);

    [LoggerMessage(LogLevel.Warning, "{Participant} does not tell its process id at {Address}/about: run.json has none")]
    public static partial void NoProcessId(this ILogger logger, string participant, string address);

    [LoggerMessage(LogLevel.Information, "{Resource} was asked to {Command}")]
    public static partial void CommandAsked(this ILogger logger, string resource, string command);
}
