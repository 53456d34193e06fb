using Microsoft.Extensions.Options;
using UploadProcessing.Contracts;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;

namespace UploadProcessing.Storage.Uploads;

/// <summary>Begins uploads: everything that can be refused before the first byte is refused here, and nothing becomes visible.</summary>
public sealed class UploadInitiation(IMetadataStore metadata, IOptions<UploadOptions> options, TimeProvider time)
{
    // A part has no name; it is put into no folder.
    private static readonly string[] NoName = [""];

    /// <summary>Checks rights, names, parent, preconditions and quota, reserves the quota and creates the session.</summary>
    public async ValueTask<InitiationResult> BeginAsync(UploadRequest upload, UserId user, CancellationToken cancellationToken)
    {
        if (upload.Resumable?.Kind is UploadKind.Partial)
        {
            upload = upload with { File = new NodeReference(upload.File.Space, Start: null, NoName) };
        }
        else if (upload.File.Path.Count == 0)
        {
            return Refused(Refusal.WrongKind, "The target is a folder: the upload needs a name in it.");
        }
        else if (NodePath.Problem(upload.File.Path) is { } problem)
        {
            return Refused(Refusal.Invalid, problem);
        }

        if (upload.Length > options.Value.MaximumLength)
        {
            return TooLarge();
        }

        return await metadata.WriteAsync(transaction => BeginAsync(transaction, upload, user), cancellationToken);
    }

    private async ValueTask<InitiationResult> BeginAsync(IMetadataTransaction transaction, UploadRequest upload, UserId user)
    {
        if (upload.Resumable?.IdempotencyKey is { } key && await transaction.Uploads.FindByKeyAsync(user, key) is { } earlier)
        {
            return Again(earlier, upload);
        }

        var (parent, space, refused) = await NodeParent.FindAsync(transaction, upload.File, user);
        if (parent is null || space is null)
        {
            return Refused(refused!.Refusal!.Value, refused.Detail!);
        }

        if (await NameRefusalAsync(transaction, upload, parent, space) is { } name)
        {
            return name;
        }

        return upload.Resumable is { Kind: UploadKind.Final, Parts: { } parts }
            ? await JoinAsync(transaction, upload, parent, space, user, parts)
            : await ReservationRefusalAsync(transaction, upload, space, user)
                ?? await AddAsync(transaction, NewSession(upload, parent, user, upload.Length, upload.Length ?? 0));
    }

    /// <summary>Parts hold what the joined file will need; they give it to the final upload when it is committed.</summary>
    private async ValueTask<InitiationResult> JoinAsync(
        IMetadataTransaction transaction, UploadRequest upload, Node parent, Space space, UserId user, IReadOnlyList<UploadId> parts)
    {
        var (length, problem) = await UploadParts.ReadAsync(transaction, parts, user, upload.File.Space);
        if (problem is not null)
        {
            return Refused(Refusal.Invalid, problem);
        }

        if (length > options.Value.MaximumLength)
        {
            return TooLarge();
        }

        if (await ReservationRefusalAsync(transaction, upload with { Length = 0 }, space, user) is { } refused)
        {
            return refused;
        }

        var begun = await AddAsync(transaction, NewSession(upload, parent, user, length, reserved: 0));
        await transaction.Uploads.AddPartsAsync(begun.Session!.Id, parts);
        return begun;
    }

    private static async ValueTask<InitiationResult?> NameRefusalAsync(IMetadataTransaction transaction, UploadRequest upload, Node parent, Space space)
    {
        if (upload.Resumable?.Kind is UploadKind.Partial)
        {
            return null;
        }

        var existing = await transaction.Nodes.FindChildAsync(parent.Id, upload.File.Path[^1]);
        if (existing is { Kind: NodeKind.Folder })
        {
            return Refused(Refusal.WrongKind, "The target is a folder.");
        }

        if (!upload.Preconditions.Hold(existing))
        {
            return Refused(Refusal.PreconditionFailed, "The file is not as the request demands: it was changed, created or removed meanwhile.");
        }

        return existing is null && !space.HasRoomForAFile
            ? Refused(Refusal.NoSpace, $"The space may hold {space.FileLimit} files and folders and does.")
            : null;
    }

    private async ValueTask<InitiationResult?> ReservationRefusalAsync(
        IMetadataTransaction transaction, UploadRequest upload, Space space, UserId user)
    {
        var reserved = upload.Length ?? 0;
        if (space.FreeBytes < reserved)
        {
            return Refused(Refusal.NoSpace, $"The space has {space.FreeBytes} bytes left; the upload needs {reserved}.");
        }

        var underWay = await transaction.Uploads.UnderWayAsync(user);
        if (underWay.Sessions >= options.Value.MaximumSessionsPerUser)
        {
            return Refused(Refusal.TooMany, $"You have {underWay.Sessions} uploads under way, as many as you may. Finish or abort one of them first.");
        }

        return options.Value.MaximumReservedPerUser is { } most && most - underWay.ReservedBytes < reserved
            ? Refused(Refusal.NoSpace, $"Your uploads under way may hold {most} bytes at once; they hold {underWay.ReservedBytes}.")
            : null;
    }

    private UploadSession NewSession(UploadRequest upload, Node parent, UserId user, long? length, long reserved)
    {
        var now = time.GetMilliseconds();
        var endsAt = now + options.Value.MaximumAge;
        return new UploadSession
        {
            Id = UploadId.New(),
            Kind = upload.Resumable?.Kind ?? UploadKind.File,
            Space = upload.File.Space,
            Parent = parent.Id,
            Name = upload.File.Path[^1],
            User = user,
            Length = length,
            ModifiedAt = upload.ModifiedAt,
            Checksum = upload.Checksum,
            Preconditions = upload.Preconditions,
            ReservedBytes = reserved,
            Resumable = upload.Resumable is not null,
            Metadata = upload.Resumable?.Metadata,
            Concat = upload.Resumable?.Concat,
            IdempotencyKey = upload.Resumable?.IdempotencyKey,
            TraceParent = upload.TraceParent,
            CreatedAt = now,
            ExpiresAt = upload.Resumable is null ? endsAt : UploadExpiry.After(now, endsAt, options.Value),
            EndsAt = endsAt,
        };
    }

    private static async ValueTask<InitiationResult> AddAsync(IMetadataTransaction transaction, UploadSession session)
    {
        await transaction.Uploads.AddAsync(session);
        await transaction.Spaces.CountAsync(session.Space, reserved: session.ReservedBytes);
        return new InitiationResult(session, null, null);
    }

    /// <summary>A client that lost the answer asks again: it gets the upload that it has, whatever has become possible or impossible since.</summary>
    private static InitiationResult Again(UploadSession earlier, UploadRequest upload)
    {
        if (earlier.State is UploadState.Aborted)
        {
            return Refused(Refusal.Aborted, "The upload that was created with this Idempotency-Key has ended. Use another key.");
        }

        var same = earlier.Space == upload.File.Space && earlier.Name == upload.File.Path[^1] && earlier.Kind == upload.Resumable!.Kind
            && earlier.Metadata == upload.Resumable.Metadata && (upload.Length is null || upload.Length == earlier.Length);
        return same
            ? new InitiationResult(earlier, null, null)
            : Refused(Refusal.Invalid, "This Idempotency-Key belongs to another upload. Use one key for one upload.");
    }

    private InitiationResult TooLarge() => Refused(Refusal.TooLarge, $"A file may have at most {options.Value.MaximumLength} bytes.");

    private static InitiationResult Refused(Refusal refusal, string detail) => new(null, refusal, detail);
}
