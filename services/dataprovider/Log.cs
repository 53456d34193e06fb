using UploadProcessing.Contracts;

namespace UploadProcessing.DataProvider;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Debug, "The client of upload {UploadId} left after {Bytes} bytes")]
    public static partial void ClientLeft(this ILogger logger, UploadId uploadId, long bytes);

    [LoggerMessage(LogLevel.Error, "The storage failed under upload {UploadId}, which was aborted")]
    public static partial void StorageFailed(this ILogger logger, Exception exception, UploadId uploadId);

    [LoggerMessage(LogLevel.Error, "The parts of upload {UploadId} could not be joined; it is tried again")]
    public static partial void JoiningFailed(this ILogger logger, Exception exception, UploadId uploadId);

    [LoggerMessage(LogLevel.Error, "The storage is full: upload {UploadId} cannot be written")]
    public static partial void StorageFull(this ILogger logger, Exception exception, UploadId uploadId);
}
