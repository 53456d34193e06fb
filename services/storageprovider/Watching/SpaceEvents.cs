using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Uploads;
using UploadProcessing.Storage;
using UploadProcessing.Storage.History;

namespace UploadProcessing.StorageProvider.Watching;

/// <summary>Entries of the history in the words of the stream.</summary>
internal static class SpaceEvents
{
    public static async ValueTask<UploadEvent> OfAsync(IMetadataTransaction transaction, SpaceEntry entry)
    {
        var happened = entry.Entry;
        var told = new UploadEvent
        {
            Event = happened.Kind.ToString().ToLowerInvariant(),
            Id = happened.Position,
            At = happened.At.ToUnixTimeMilliseconds(),
            UploadId = happened.Upload.ToString(),
            UserId = entry.User.Value,
            ParentId = entry.Parent.ToString(),
            Name = entry.Name,
            Step = happened.Change?.Step ?? "",
            StepState = happened.Change?.State.ToString().ToLowerInvariant() ?? "",
            Reason = (happened.Kind is HistoryKind.Aborted ? happened.Detail : happened.Change?.Detail) ?? "",
        };
        if (happened.Kind is HistoryKind.Finalized && await transaction.Nodes.FindRevisionAsync(happened.Upload) is { } revision
            && await transaction.Nodes.FindAsync(revision.Node) is { } file)
        {
            (told.Offset, told.Length) = (revision.Size, revision.Size);
            told.FileId = new FileId(file.Space, file.Id).ToString();
            told.Etag = file.ETag;
        }

        return told;
    }
}
