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

    [LoggerMessage(LogLevel.Warning, "Outcomes noted by other dataproviders are not heard of at the moment; requests that wait look by themselves. {Problem}")]
    public static partial void NotListening(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Error, "The outcome of upload {UploadId} could not be noted; its steps are asked again. {Problem}")]
    public static partial void OutcomeLost(this ILogger logger, UploadId uploadId, string problem);

    [LoggerMessage(LogLevel.Error, "Upload {UploadId} was accepted and could not be finalized; it is tried again")]
    public static partial void FinalizingFailed(this ILogger logger, Exception exception, UploadId uploadId);

    [LoggerMessage(LogLevel.Error, "The storage is full: upload {UploadId} cannot be written")]
    public static partial void StorageFull(this ILogger logger, Exception exception, UploadId uploadId);

    [LoggerMessage(LogLevel.Warning, "Events cannot be published and wait in the outbox; uploads go on. {Problem}")]
    public static partial void EventsWait(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Information, "Events are published again, after {Away}")]
    public static partial void EventsFlow(this ILogger logger, TimeSpan away);

    [LoggerMessage(LogLevel.Error, "It could not be looked what became of uploads that are watched; the next round tries again")]
    public static partial void ProgressFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Information, "Operators are served at {Address}")]
    public static partial void AdminApiListens(this ILogger logger, string address);

    [LoggerMessage(LogLevel.Error, "It could not be looked for uploads that are processed too long; the next look tries again")]
    public static partial void OverdueNotLooked(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Uploads} uploads have been processed for longer than {Limit}, the oldest since {Since}. Look at them: GET /admin/uploads?state=processing")]
    public static partial void UploadsOverdue(this ILogger logger, long uploads, TimeSpan limit, DateTimeOffset? since);

    [LoggerMessage(LogLevel.Error, "Publishing owed events failed; the next round tries again")]
    public static partial void RelayFailed(this ILogger logger, Exception exception);
}
