using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;

namespace UploadProcessing.Processing;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Warning, "Step {Step} could not be asked for upload {Upload}: {Reason}")]
    public static partial void StepNotAskedFor(this ILogger logger, string step, UploadId upload, string? reason);

    [LoggerMessage(LogLevel.Warning, "A worker that asked where an upload's bytes are has no answer; it has to ask again")]
    public static partial void NoContentAddress(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Step {Step}: the receiver could not be asked about upload {Upload}: {Reason}")]
    public static partial void WebhookNotReached(this ILogger logger, string step, UploadId upload, string reason);

    [LoggerMessage(LogLevel.Error, "Step {Step} is asked for, of upload {Upload} among others, and has no receiver in the configuration")]
    public static partial void WebhookNotSetUp(this ILogger logger, string step, UploadId upload);
}
