using Microsoft.Extensions.Logging;

namespace UploadProcessing.ServiceDefaults;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Error, "The changed users are not valid, and those before stay in force: {Reason}")]
    public static partial void UsersKept(this ILogger logger, string reason);
}
