using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Quota for uploads whose length is not known: reserved in steps while the bytes arrive, refused at the first step that does not fit.</summary>
public sealed class UploadReservation(IMetadataStore metadata, IOptions<UploadOptions> options, TimeProvider time)
{
    /// <summary>Makes sure that the session holds at least <paramref name="bytes"/> of its space's quota.</summary>
    /// <returns>The session as it is now, or why it takes no more bytes.</returns>
    public async ValueTask<ReservationResult> EnsureAsync(UploadSession session, long bytes, CancellationToken cancellationToken)
    {
        if (bytes > (session.Length ?? options.Value.MaximumLength))
        {
            return session.Length is { } announced
                ? new(null, Refusal.Invalid, $"The upload was announced with {announced} bytes; more arrived.")
                : new(null, Refusal.TooLarge, $"A file may have at most {options.Value.MaximumLength} bytes.");
        }

        if (bytes <= session.ReservedBytes)
        {
            return new(session, null, null);
        }

        var reserved = await metadata.WriteAsync(
            transaction => ReserveAsync(transaction, session.Id, bytes, options.Value.ReservationStep), cancellationToken);
        // Its length may be known to the caller before it is known to the store.
        return reserved.Session is { } held ? new(session with { ReservedBytes = held.ReservedBytes }, null, null) : reserved;
    }

    /// <summary>Says how long an upload will be that did not know it, and holds that much of the quota.</summary>
    /// <param name="session">The session; its length is not known.</param>
    /// <param name="length">Bytes; at least as many as have arrived.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<ReservationResult> DeclareAsync(UploadSession session, long length, CancellationToken cancellationToken) =>
        length > options.Value.MaximumLength
            ? new(null, Refusal.TooLarge, $"A file may have at most {options.Value.MaximumLength} bytes.")
            : await metadata.WriteAsync(transaction => DeclareAsync(transaction, session.Id, length), cancellationToken);

    private async ValueTask<ReservationResult> DeclareAsync(IMetadataTransaction transaction, UploadId id, long length)
    {
        // Whole steps may have reserved more than is needed: what is too much goes back.
        var reserved = await ReserveAsync(transaction, id, length, step: 0);
        if (reserved.Session is not { } session)
        {
            return reserved;
        }

        await transaction.Spaces.CountAsync(session.Space, reserved: length - session.ReservedBytes);
        await transaction.Uploads.MoveAsync(id, session.State, session.Reason, length, time.GetMilliseconds());
        await transaction.Uploads.SetLengthAsync(id, length);
        return new(session with { Length = length, ReservedBytes = length }, null, null);
    }

    private async ValueTask<ReservationResult> ReserveAsync(IMetadataTransaction transaction, UploadId id, long bytes, long step)
    {
        if (await transaction.Uploads.FindAsync(id) is not { State: UploadState.Receiving } session
            || await transaction.Spaces.FindAsync(session.Space) is not { } space)
        {
            return new(null, Refusal.Aborted, "The upload has ended meanwhile.");
        }

        var missing = bytes - session.ReservedBytes;
        if (missing <= 0)
        {
            return new(session, null, null);
        }

        if (space.FreeBytes < missing)
        {
            return new(null, Refusal.NoSpace, "The space's quota is used up.");
        }

        var free = space.FreeBytes;
        if (options.Value.MaximumReservedPerUser is { } most)
        {
            free = Math.Min(free, most - (await transaction.Uploads.UnderWayAsync(session.User)).ReservedBytes);
            if (free < missing)
            {
                return new(null, Refusal.NoSpace, $"Your uploads under way may hold {most} bytes at once, and do.");
            }
        }

        // Whole steps, so that the store is asked once for many blocks; the last one may be what is left.
        var more = Math.Min(Math.Max(missing, step), free);
        var reserved = session.ReservedBytes + more;
        await transaction.Uploads.MoveAsync(id, session.State, session.Reason, reserved, time.GetMilliseconds());
        await transaction.Spaces.CountAsync(session.Space, reserved: more);
        return new(session with { ReservedBytes = reserved }, null, null);
    }
}
