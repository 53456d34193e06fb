using Microsoft.Extensions.Logging;

namespace UploadProcessing.ServiceDefaults;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The changed users are not valid, and those before stay in force: {Reason}")]
    public static partial void UsersKept(this ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "This process may have {Limit} files and connections open at once")]
    public static partial void OpenFiles(this ILogger logger, long limit);

    [LoggerMessage(LogLevel.Warning, "This process may have only {Limit} files and connections open at once. Each client and each watcher takes one, at the gateway two: raise the limit to {Enough} or more (LimitNOFILE of systemd, ulimits of a container, ulimit -n)")]
    public static partial void FewOpenFiles(this ILogger logger, long limit, long enough);
}
