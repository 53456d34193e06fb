using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Contracts.Uploads;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.StorageProvider.Watching;

/// <summary>How many bytes of a space's uploads have arrived: the lengths of their blobs, which is all that there is to know.</summary>
internal sealed class ArrivingBytes(IMetadataStore metadata, IBlobStore blobs, TimeProvider time)
{
    // The newest ones: a list of files shows no more of them at once.
    private const int Most = 100;

    /// <summary>What has changed since the last look.</summary>
    /// <param name="space">The space.</param>
    /// <param name="known">What was seen then; it is brought up to date.</param>
    /// <param name="cancellationToken">The watcher goes.</param>
    public async ValueTask<IReadOnlyList<UploadEvent>> LookAsync(SpaceId space, Dictionary<UploadId, long> known, CancellationToken cancellationToken)
    {
        var filter = new UploadFilter(UploadState.Receiving, space, null, null, null);
        var sessions = await metadata.ReadAsync(transaction => transaction.Uploads.ListAsync(filter, Most), cancellationToken);
        var events = new List<UploadEvent>();
        foreach (var session in sessions)
        {
            await using var content = await blobs.OpenReadAsync(session.Id, cancellationToken);
            if (content is { Length: > 0 and var size } && known.GetValueOrDefault(session.Id) != size)
            {
                known[session.Id] = size;
                events.Add(Of(session, size));
            }
        }

        foreach (var ended in known.Keys.Except(sessions.Select(session => session.Id)).ToList())
        {
            known.Remove(ended);
        }

        return events;
    }

    private UploadEvent Of(UploadSession session, long size)
    {
        var told = new UploadEvent
        {
            Event = ProgressEvent.Bytes,
            At = time.GetUtcNow().ToUnixTimeMilliseconds(),
            UploadId = session.Id.ToString(),
            UserId = session.User.Value,
            ParentId = session.Parent.ToString(),
            Name = session.Name,
            Offset = size,
        };
        if (session.Length is { } length)
        {
            told.Length = length;
        }

        return told;
    }
}
