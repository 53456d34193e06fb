namespace UploadProcessing.Dashboard;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "The dashboard opens with {Link}")]
    public static partial void OpenWith(this ILogger logger, string link);

    [LoggerMessage(LogLevel.Warning, "Uploads cannot be listed: {Reason}")]
    public static partial void CannotList(this ILogger logger, string reason);
}
