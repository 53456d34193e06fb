using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;

namespace UploadProcessing.Messaging;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "nats-server {Version} acknowledges events before they are on its disk, and cannot be told otherwise (sync_interval: always, since 2.10). After a power cut events may be missing: uploads in processing are then asked for again, after Sweeping:AskAgainAfter")]
    public static partial void ServerCannotSync(this ILogger logger, string version);

    [LoggerMessage(LogLevel.Error, "What nats has stored of {Stream} is damaged. It is made again, empty; what was in it, sessions ask for again, after Sweeping:AskAgainAfter. Look at the disk")]
    public static partial void StreamDamaged(this ILogger logger, string stream);

    [LoggerMessage(LogLevel.Error, "The consumer {Consumer} was ahead of its stream: nats has lost events, by a damaged store or an older copy of it. It is made again and gets what there is once more; what is lost, sessions ask for again, after Sweeping:AskAgainAfter")]
    public static partial void ConsumerAhead(this ILogger logger, string consumer);

    [LoggerMessage(LogLevel.Warning, "{Consumer} cannot consume at the moment, and tries again: {Reason}")]
    public static partial void CannotConsume(this ILogger logger, string consumer, string reason);

    [LoggerMessage(LogLevel.Warning, "{Consumer} could not tell nats what became of an event; it comes again")]
    public static partial void NotAnswered(this ILogger logger, Exception exception, string consumer);

    [LoggerMessage(LogLevel.Error, "{Consumer} found an event that names no upload: {Subject}. It was removed from the consumer and stays in the stream")]
    public static partial void NoUpload(this ILogger logger, string consumer, string subject);

    [LoggerMessage(LogLevel.Warning, "{Consumer}: attempt {Attempt} for upload {Upload} failed: {Reason}")]
    public static partial void AttemptFailed(this ILogger logger, string consumer, UploadId upload, int attempt, string reason);

    [LoggerMessage(LogLevel.Error, "{Consumer} failed for upload {Upload}")]
    public static partial void ConsumerThrew(this ILogger logger, Exception exception, string consumer, UploadId upload);

    [LoggerMessage(LogLevel.Error, "{Consumer} gives upload {Upload} up after {Attempts} attempts: {Reason}")]
    public static partial void GivenUp(this ILogger logger, string consumer, UploadId upload, int attempts, string reason);
}
