using Microsoft.Extensions.Logging;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Outbox;

namespace UploadProcessing.Storage.Rescans;

/// <summary>Has steps look again at files that are there already, and shuts away what they find.</summary>
public sealed class Rescanner(IMetadataStore metadata, OutboxSignal owed, TimeProvider time, ILogger<Rescanner> logger)
{
    /// <summary>Begins one.</summary>
    /// <param name="space">Whose files; null: everybody's.</param>
    /// <param name="steps">Which steps; at least one.</param>
    public async ValueTask<Rescan> BeginAsync(SpaceId? space, IReadOnlyList<string> steps)
    {
        var now = time.GetMilliseconds();
        var begun = new Rescan(RescanId.New(now), space, steps, now);
        var rescan = await metadata.WriteAsync(async transaction =>
        {
            await transaction.Rescans.AddAsync(begun);
            return await RescanAsking.AskMoreAsync(transaction, begun, now);
        }, CancellationToken.None);
        await RescanAsking.ReadOnAsync(metadata, rescan.Id, time, CancellationToken.None);
        owed.Set();
        return await metadata.ReadAsync(transaction => transaction.Rescans.FindAsync(rescan.Id), CancellationToken.None) ?? rescan;
    }

    /// <summary>Steps have answered about a file. A second time is not waited for, and nothing happens.</summary>
    public async ValueTask ConcludeAsync(Guid rescan, UploadId revision, RescanVerdict verdict, string? reason)
    {
        var quarantined = await metadata.WriteAsync(transaction => ConcludeAsync(transaction, new RescanId(rescan), revision, verdict, reason), CancellationToken.None);
        if (quarantined)
        {
            logger.Quarantined(revision, reason ?? "");
        }

        await RescanAsking.ReadOnAsync(metadata, new RescanId(rescan), time, CancellationToken.None);
        owed.Set();
    }

    /// <summary>Lets a quarantined revision be read again.</summary>
    /// <returns>Whether it was quarantined.</returns>
    public ValueTask<bool> ReleaseAsync(UploadId revision) => metadata.WriteAsync(async transaction =>
    {
        var released = await transaction.Rescans.QuarantineAsync(revision, reason: null, time.GetMilliseconds());
        if (released && await transaction.Uploads.FindAsync(revision) is not null)
        {
            await transaction.History.AddAsync(revision, "Released from quarantine.", time.GetMilliseconds());
        }

        return released;
    }, CancellationToken.None);

    private async ValueTask<bool> ConcludeAsync(
        IMetadataTransaction transaction, RescanId id, UploadId revision, RescanVerdict verdict, string? reason)
    {
        if (!await transaction.Rescans.AnswerAsync(id, revision) || await transaction.Rescans.FindAsync(id) is not { } rescan)
        {
            return false;
        }

        var now = time.GetMilliseconds();
        var quarantined = verdict is RescanVerdict.Found && await transaction.Rescans.QuarantineAsync(revision, reason ?? "No reason was given.", now);
        if (quarantined && await transaction.Uploads.FindAsync(revision) is not null)
        {
            await transaction.History.AddAsync(revision, $"Quarantined: {reason}", now);
        }

        await RescanAsking.AskMoreAsync(transaction, rescan with
        {
            Passed = rescan.Passed + (verdict is RescanVerdict.Passed ? 1 : 0),
            Found = rescan.Found + (verdict is RescanVerdict.Found ? 1 : 0),
            Undecided = rescan.Undecided + (verdict is RescanVerdict.Undecided ? 1 : 0),
        }, now);
        return quarantined;
    }
}
