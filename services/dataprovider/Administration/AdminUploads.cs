using System.Diagnostics;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Administration;
using UploadProcessing.DataProvider.Progress;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>What operators look at.</summary>
internal sealed class AdminUploads(IMetadataStore metadata, ProgressReader reader)
{
    private const int Restarts = 0;

    public async ValueTask<AdminUploadList> ListAsync(UploadFilter filter, int limit, CancellationToken cancellationToken)
    {
        var sessions = await metadata.ReadAsync(transaction => transaction.Uploads.ListAsync(filter, limit), cancellationToken);
        var uploads = new List<AdminUpload>();
        foreach (var session in sessions)
        {
            if (await FindAsync(session.Id, cancellationToken) is { } upload)
            {
                uploads.Add(upload);
            }
        }

        return new AdminUploadList(uploads, sessions.Count == limit ? sessions[^1].Id : null);
    }

    public ValueTask<UploadSession?> SessionAsync(UploadId upload, CancellationToken cancellationToken) =>
        metadata.ReadAsync(transaction => transaction.Uploads.FindAsync(upload), cancellationToken);

    /// <returns>Null when there is no such upload.</returns>
    public async ValueTask<AdminUploadDetails?> FindAsync(UploadId upload, CancellationToken cancellationToken)
    {
        if (await reader.FindAsync(upload, cancellationToken) is not { } facts)
        {
            return null;
        }

        var session = facts.Session;
        var now = ProgressStory.Now(facts, ProgressStory.Messages(facts, Restarts), Restarts);
        var step = now.Steps.FirstOrDefault(step => step.State is "running" or "waiting" or "retrying" or "failed");
        return new AdminUploadDetails
        {
            Id = session.Id,
            State = now.State,
            Name = session.Name,
            SpaceId = session.Space,
            UserId = session.User,
            Offset = now.Offset,
            Length = now.Length,
            CreatedAt = session.CreatedAt,
            UpdatedAt = facts.History.Count > 0 ? facts.History[^1].At : session.CreatedAt,
            Step = now.FailedStep ?? step?.Name,
            Attempt = step?.Attempt,
            Reason = now.Reason ?? step?.Detail,
            KeepsBytes = session.Failure is { KeepBytes: true },
            Run = now.Run,
            Steps = now.Steps,
            Marks = session.Marks,
            FileId = now.FileId,
            TraceId = ActivityContext.TryParse(session.TraceParent, null, out var trace) ? trace.TraceId.ToString() : null,
            ExpiresAt = session.ExpiresAt,
            History =
            [
                .. facts.History.Select(entry => new AdminHistoryEntry(
                    entry.Position, entry.At, entry.Kind.ToString().ToLowerInvariant(), entry.Run, entry.Change, entry.Detail)),
            ],
        };
    }
}
