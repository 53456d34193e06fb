using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Storage;

internal static partial class Log
{
    [LoggerMessage(LogLevel.Information, "Upload {UploadId} is now a revision of node {NodeId}")]
    public static partial void UploadCommitted(this ILogger logger, UploadId uploadId, NodeId nodeId);

    [LoggerMessage(LogLevel.Information, "Upload {UploadId} was aborted: {Reason}")]
    public static partial void UploadAborted(this ILogger logger, UploadId uploadId, string reason);

    [LoggerMessage(LogLevel.Information, "The database {Path} was brought from version {From} to {To}")]
    public static partial void DatabaseMigrated(this ILogger logger, string path, long from, int to);

    [LoggerMessage(LogLevel.Error, "Collecting removed trees failed; the next collection goes on")]
    public static partial void CollectionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Error, "The blob of the removed revision {UploadId} could not be removed and only takes up room now")]
    public static partial void BlobLeft(this ILogger logger, Exception exception, UploadId uploadId);

    [LoggerMessage(LogLevel.Error, "The bytes of the ended upload {UploadId} could not be removed and only take up room now")]
    public static partial void BytesLeft(this ILogger logger, Exception exception, UploadId uploadId);

    [LoggerMessage(LogLevel.Warning, "Blob {UploadId} belonged to no revision and no upload under way and was removed")]
    public static partial void OrphanRemoved(this ILogger logger, UploadId uploadId);

    [LoggerMessage(LogLevel.Error, "There are blobs, but the database beside them is empty. Nothing is removed: is the data root the right one?")]
    public static partial void BlobsWithoutDatabase(this ILogger logger);

    [LoggerMessage(LogLevel.Information, "Swept {Count} {Kind}")]
    public static partial void Swept(this ILogger logger, int count, string kind);

    [LoggerMessage(LogLevel.Error, "Sweeping {Kind} failed; the next round tries again")]
    public static partial void SweepFailed(this ILogger logger, Exception exception, string kind);

    [LoggerMessage(LogLevel.Information, "{Count} revisions of removed files were collected")]
    public static partial void TreesCollected(this ILogger logger, int count);

    [LoggerMessage(LogLevel.Warning, "{Count} events were owed for longer than {MaximumAge} and were dropped; nobody will receive them")]
    public static partial void EventsDropped(this ILogger logger, int count, TimeSpan maximumAge);

    [LoggerMessage(LogLevel.Error, "The bus refuses {Event} of upload {UploadId}, which was dropped; nobody will receive it: {Detail}")]
    public static partial void EventRefused(this ILogger logger, EventName @event, UploadId uploadId, string detail);

    [LoggerMessage(LogLevel.Error, "The blob of revision {UploadId} of node {NodeId} in space {SpaceId} is damaged: {Detail}")]
    public static partial void BlobDamaged(this ILogger logger, UploadId uploadId, NodeId nodeId, SpaceId spaceId, string detail);

    [LoggerMessage(LogLevel.Information, "The blob of revision {UploadId} was found damaged before and is good")]
    public static partial void BlobGoodAgain(this ILogger logger, UploadId uploadId);

    [LoggerMessage(LogLevel.Information, "All blobs have been read since {Begun}")]
    public static partial void Scrubbed(this ILogger logger, DateTimeOffset begun);

    [LoggerMessage(LogLevel.Error, "Reading blobs again failed; the next round goes on where it stopped")]
    public static partial void ScrubFailed(this ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "File revision {UploadId} is quarantined: {Reason}")]
    public static partial void Quarantined(this ILogger logger, UploadId uploadId, string reason);
}
