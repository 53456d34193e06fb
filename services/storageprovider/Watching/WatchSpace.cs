using Grpc.Core;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Access;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Contracts.Uploads;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.StorageProvider.Access;

namespace UploadProcessing.StorageProvider.Watching;

/// <summary>Follows the history of a space: one look a second serves a watcher, whoever wrote it.</summary>
/// <remarks>Who may write sees uploads from their beginning, as in listings; who may only read sees files that have come.</remarks>
internal sealed class WatchSpace(
    IMetadataStore metadata, ArrivingBytes arriving, IOptions<StorageProviderOptions> options, IHostApplicationLifetime lifetime, TimeProvider time)
{
    private const int Page = 200;

    public async Task HandleAsync(SpaceId space, long? after, IServerStreamWriter<UploadEvent> events, ServerCallContext context)
    {
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        using var timer = new PeriodicTimer(options.Value.WatchInterval, time);
        var (position, told, user) = (after, time.GetTimestamp(), context.User());
        var isFirst = true;
        var known = new Dictionary<UploadId, long>();
        try
        {
            while (true)
            {
                var look = await LookAsync(space, position, user, until.Token);
                if (look.Role is not { } role)
                {
                    throw new RpcException(isFirst
                        ? new Status(StatusCode.NotFound, "There is no such space.")
                        : new Status(StatusCode.PermissionDenied, "You may no longer see this space."));
                }

                if (isFirst)
                {
                    // They may watch, though there may be nothing to see for long.
                    await context.WriteResponseHeadersAsync(new Metadata { { AccessTokens.WatchingKey, "yes" } });
                    isFirst = false;
                }

                position = look.Position;
                var bytes = role >= SpaceRole.Editor ? await arriving.LookAsync(space, known, until.Token) : [];
                foreach (var one in look.Events.Where(one => role >= SpaceRole.Editor || one.Event == ProgressEvent.Finalized).Concat(bytes))
                {
                    await events.WriteAsync(one, until.Token);
                    told = time.GetTimestamp();
                }

                if (time.GetElapsedTime(told) >= options.Value.WatchHeartbeat)
                {
                    await events.WriteAsync(new UploadEvent { Event = ProgressEvent.Heartbeat, At = time.GetUtcNow().ToUnixTimeMilliseconds() }, until.Token);
                    told = time.GetTimestamp();
                }

                if (look.Events.Count < Page)
                {
                    await timer.WaitForNextTickAsync(until.Token);
                }
            }
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            // The watcher has gone, or this server goes: whoever comes back goes on behind the last event.
        }
    }

    private ValueTask<Look> LookAsync(SpaceId space, long? position, UserId user, CancellationToken cancellationToken) =>
        metadata.ReadAsync(async transaction =>
        {
            if (await transaction.Spaces.RoleOfAsync(space, user) is not { } role)
            {
                return new Look(null, position, []);
            }

            if (position is not { } after)
            {
                return new Look(role, await transaction.History.LastAsync(), []);
            }

            var entries = await transaction.History.ListAsync(space, after, Page);
            var events = new List<UploadEvent>();
            foreach (var entry in entries)
            {
                events.Add(await SpaceEvents.OfAsync(transaction, entry));
            }

            return new Look(role, entries.Count > 0 ? entries[^1].Entry.Position : after, events);
        }, cancellationToken);

    private sealed record Look(SpaceRole? Role, long? Position, IReadOnlyList<UploadEvent> Events);
}
