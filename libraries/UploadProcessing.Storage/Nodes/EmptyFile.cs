using UploadProcessing.Contracts;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Uploads;

namespace UploadProcessing.Storage.Nodes;

/// <summary>Makes a file without bytes, by the way every other file takes: a session, a blob, the finalizer.</summary>
public sealed class EmptyFile(UploadInitiation initiation, IBlobStore blobs, UploadFinalizer finalizer, UploadAbortion abortion)
{
    /// <summary>Makes the file; its parent must exist and have nothing of that name.</summary>
    public async ValueTask<CommitResult> CreateAsync(
        NodeReference file, DateTimeOffset? modifiedAt, string? traceParent, UserId user, CancellationToken cancellationToken)
    {
        var begun = await initiation.BeginAsync(
            new UploadRequest(file, Length: 0, modifiedAt, Checksum: null, new UploadPreconditions(IfNotExist: true), traceParent), user, cancellationToken);
        if (begun.Session is not { } session)
        {
            return begun.Refusal is Refusal.PreconditionFailed or Refusal.WrongKind
                ? Refused(Refusal.Exists, "Something of that name exists.")
                : Refused(begun.Refusal!.Value, begun.Detail);
        }

        var result = await TryFinalizeAsync(session.Id);
        if (result.Refusal is not { } refusal)
        {
            return result;
        }

        await abortion.AbortAsync(session.Id, result.Detail!);
        return refusal is Refusal.PreconditionFailed or Refusal.WrongKind ? result with { Refusal = Refusal.Exists } : result;
    }

    private async ValueTask<CommitResult> TryFinalizeAsync(UploadId upload)
    {
        try
        {
            // Nobody else can be writing it: nobody else knows its id.
            await using (var writer = await blobs.OpenWriterAsync(upload, CancellationToken.None))
            {
                await writer!.FlushAsync();
            }

            using var digest = new PassingDigest(algorithm: null);
            return await finalizer.FinalizeAsync(upload, new ReceivedBytes(0, digest.Digest, Checksum: null));
        }
        catch (StorageFullException)
        {
            return Refused(Refusal.NoSpace, "The storage is full.");
        }
        catch
        {
            await abortion.AbortAsync(upload, "The storage failed.");
            throw;
        }
    }

    private static CommitResult Refused(Refusal refusal, string? detail) => new(null, null, false, refusal, detail);
}
