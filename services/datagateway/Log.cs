namespace UploadProcessing.DataGateway;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "The dataprovider did not answer to the end: {Error}")]
    public static partial void DataProviderFailed(this ILogger logger, HttpRequestError error);

    [LoggerMessage(LogLevel.Debug, "The dataprovider gave no WebSocket: {Problem}")]
    public static partial void WatchNotConnected(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Debug, "The client left before the answer was complete")]
    public static partial void ClientGone(this ILogger logger);
}
