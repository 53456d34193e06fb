using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;

namespace UploadProcessing.Processing;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Step {Step} of upload {UploadId}, attempt {Attempt}: {Result}")]
    public static partial void StepEnded(this ILogger logger, string step, UploadId uploadId, int attempt, string result);

    [LoggerMessage(LogLevel.Error, "Step {Step} of upload {UploadId} failed in attempt {Attempt}")]
    public static partial void StepThrew(this ILogger logger, Exception exception, string step, UploadId uploadId, int attempt);

    [LoggerMessage(LogLevel.Error, "A space demands the step {Step}, which is not set up here: there is no such kind. Its uploads wait")]
    public static partial void NoSuchStep(this ILogger logger, string step);

    [LoggerMessage(LogLevel.Warning, "Runs cannot be read or noted at the moment; their events come again. {Problem}")]
    public static partial void RunsAway(this ILogger logger, string problem);

    [LoggerMessage(LogLevel.Warning, "The outcome of upload {UploadId} cannot be published at the moment; it is tried again. {Problem}")]
    public static partial void OutcomeWaits(this ILogger logger, UploadId uploadId, string problem);

    [LoggerMessage(LogLevel.Debug, "How far upload {UploadId} is cannot be told at the moment. {Problem}")]
    public static partial void ChangesWait(this ILogger logger, UploadId uploadId, string problem);

    [LoggerMessage(LogLevel.Error, "An event about upload {UploadId} cannot be read. If it was published by a later version, update this service")]
    public static partial void Unreadable(this ILogger logger, UploadId uploadId);

    [LoggerMessage(LogLevel.Warning, "Step {Step} could not be asked for upload {Upload}: {Reason}")]
    public static partial void StepNotAskedFor(this ILogger logger, string step, UploadId upload, string? reason);

    [LoggerMessage(LogLevel.Warning, "A worker that asked where an upload's bytes are has no answer; it has to ask again")]
    public static partial void NoContentAddress(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "Step {Step}: the receiver could not be asked about upload {Upload}: {Reason}")]
    public static partial void WebhookNotReached(this ILogger logger, string step, UploadId upload, string reason);

    [LoggerMessage(LogLevel.Error, "Step {Step} is asked for, of upload {Upload} among others, and has no receiver in the configuration")]
    public static partial void WebhookNotSetUp(this ILogger logger, string step, UploadId upload);

    [LoggerMessage(LogLevel.Warning, "Step {Step}: {Signature} was found in upload {Upload} by {Version}")]
    public static partial void VirusFound(this ILogger logger, string step, UploadId upload, string signature, string? version);

    [LoggerMessage(LogLevel.Warning, "Step {Step}: upload {Upload} was not scanned: {Limit}")]
    public static partial void NotScanned(this ILogger logger, string step, UploadId upload, string limit);

    [LoggerMessage(LogLevel.Warning, "Step {Step}: upload {Upload} could not be scanned: {Problem}")]
    public static partial void ScannerFailed(this ILogger logger, string step, UploadId upload, string problem);

    [LoggerMessage(LogLevel.Warning, "clamd at {Address} does not say when it has given up, so its OK may mean nothing: {Problem}")]
    public static partial void ScannerIsSilent(this ILogger logger, string address, string problem);

    [LoggerMessage(LogLevel.Information, "Step {Step}: upload {Upload} is refused: {Reason}")]
    public static partial void UploadRefused(this ILogger logger, string step, UploadId upload, string reason);

    [LoggerMessage(LogLevel.Warning, "Application {Application} was not told of upload {Upload} at try {Attempt}: {Reason}")]
    public static partial void NotNotified(this ILogger logger, string application, UploadId upload, int attempt, string reason);
}
