using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Begins uploads: everything that can be refused before the first byte is refused here, and nothing becomes visible.</summary>
public sealed class UploadInitiation(IMetadataStore metadata, IOptions<UploadOptions> options, TimeProvider time)
{
    /// <summary>Checks rights, names, parent, preconditions and quota, reserves the quota and creates the session.</summary>
    public async ValueTask<InitiationResult> BeginAsync(UploadRequest upload, UserId user, CancellationToken cancellationToken)
    {
        if (upload.File.Path.Count == 0)
        {
            return Refused(Refusal.WrongKind, "The target is a folder: the upload needs a name in it.");
        }

        if (NodePath.Problem(upload.File.Path) is { } problem)
        {
            return Refused(Refusal.Invalid, problem);
        }

        if (upload.Length > options.Value.MaximumLength)
        {
            return Refused(Refusal.TooLarge, $"A file may have at most {options.Value.MaximumLength} bytes.");
        }

        return await metadata.WriteAsync(transaction => BeginAsync(transaction, upload, user), cancellationToken);
    }

    private async ValueTask<InitiationResult> BeginAsync(IMetadataTransaction transaction, UploadRequest upload, UserId user)
    {
        var name = upload.File.Path[^1];
        var (parent, space, refused) = await NodeParent.FindAsync(transaction, upload.File, user);
        if (parent is null || space is null)
        {
            return Refused(refused!.Refusal!.Value, refused.Detail!);
        }

        var existing = await transaction.Nodes.FindChildAsync(parent.Id, name);
        if (existing is { Kind: NodeKind.Folder })
        {
            return Refused(Refusal.WrongKind, "The target is a folder.");
        }

        if (!upload.Preconditions.Hold(existing))
        {
            return Refused(Refusal.PreconditionFailed, "The file is not as the request demands: it was changed, created or removed meanwhile.");
        }

        var reserved = upload.Length ?? 0;
        if (space.FreeBytes < reserved)
        {
            return Refused(Refusal.NoSpace, $"The space has {space.FreeBytes} bytes left; the upload needs {reserved}.");
        }

        if (existing is null && !space.HasRoomForAFile)
        {
            return Refused(Refusal.NoSpace, $"The space may hold {space.FileLimit} files and folders and does.");
        }

        var underWay = await transaction.Uploads.UnderWayAsync(user);
        if (underWay.Sessions >= options.Value.MaximumSessionsPerUser)
        {
            return Refused(Refusal.TooMany, $"You have {underWay.Sessions} uploads under way, as many as you may. Finish or abort one of them first.");
        }

        if (options.Value.MaximumReservedPerUser is { } most && most - underWay.ReservedBytes < reserved)
        {
            return Refused(Refusal.NoSpace, $"Your uploads under way may hold {most} bytes at once; they hold {underWay.ReservedBytes}.");
        }

        var now = time.GetMilliseconds();
        var session = new UploadSession
        {
            Id = UploadId.New(),
            Space = space.Id,
            Parent = parent.Id,
            Name = name,
            User = user,
            Length = upload.Length,
            ModifiedAt = upload.ModifiedAt,
            Checksum = upload.Checksum,
            Preconditions = upload.Preconditions,
            ReservedBytes = reserved,
            Resumable = upload.Resumable,
            TraceParent = upload.TraceParent,
            CreatedAt = now,
            ExpiresAt = now + options.Value.MaximumAge,
        };
        await transaction.Uploads.AddAsync(session);
        await transaction.Spaces.CountAsync(space.Id, reserved: reserved);
        return new InitiationResult(session, null, null);
    }

    private static InitiationResult Refused(Refusal refusal, string detail) => new(null, refusal, detail);
}
