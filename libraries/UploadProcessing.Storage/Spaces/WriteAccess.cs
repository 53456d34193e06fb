using UploadProcessing.Contracts;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Spaces;

/// <summary>Finds the session that bytes are sent to, while its user may still write to the space: a transfer token only says that they once might.</summary>
public sealed class WriteAccess(IMetadataStore metadata)
{
    /// <summary>The session in whatever state it is, or why its user has no business with it any more.</summary>
    public ValueTask<ReservationResult> FindAsync(UploadId upload, CancellationToken cancellationToken) =>
        metadata.ReadAsync(async transaction => await transaction.Uploads.FindAsync(upload) is not { } session
            ? Refused(Refusal.NotFound, "There is no such upload. Start a new one.")
            : await transaction.Spaces.RoleOfAsync(session.Space, session.User) switch
            {
                null => Refused(Refusal.NotFound, "There is no such upload. Start a new one."),
                < SpaceRole.Editor => Refused(Refusal.Denied, "You may no longer write to this space."),
                _ => new ReservationResult(session, null, null),
            }, cancellationToken);

    private static ReservationResult Refused(Refusal refusal, string detail) => new(null, refusal, detail);
}
