using UploadProcessing.Contracts;

namespace UploadProcessing.DataProvider;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Debug, "The client of upload {UploadId} left after {Bytes} bytes")]
    public static partial void ClientLeft(this ILogger logger, UploadId uploadId, long bytes);

    [LoggerMessage(LogLevel.Error, "The storage is full: upload {UploadId} cannot be written")]
    public static partial void StorageFull(this ILogger logger, Exception exception, UploadId uploadId);
}
