using System.Buffers;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;

namespace UploadProcessing.Storage.Integrity;

/// <summary>Compares a blob with what its revision says of it.</summary>
public sealed class BlobVerifier(IMetadataStore metadata, IBlobStore blobs)
{
    private const int BufferSize = 256 * 1024;

    /// <summary>Compares the length alone.</summary>
    /// <returns>What is wrong; null: nothing, or the revision is gone.</returns>
    public ValueTask<BlobDamage?> CompareLengthAsync(Revision revision, CancellationToken cancellationToken) =>
        ConfirmAsync(revision, LookAsync(revision, readAll: false, throttle: null, cancellationToken), cancellationToken);

    /// <summary>Reads it whole and compares the digest too.</summary>
    /// <param name="revision">The revision.</param>
    /// <param name="throttle">How fast to read; null: as fast as it goes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What is wrong; null: nothing, or the revision is gone.</returns>
    public ValueTask<BlobDamage?> CompareAllAsync(Revision revision, Throttle? throttle, CancellationToken cancellationToken) =>
        ConfirmAsync(revision, LookAsync(revision, readAll: true, throttle, cancellationToken), cancellationToken);

    /// <summary>A revision goes before its blob does: if it is still there after its blob was not, the blob is lost.</summary>
    private async ValueTask<BlobDamage?> ConfirmAsync(Revision revision, ValueTask<BlobDamage?> looking, CancellationToken cancellationToken)
    {
        var damage = await looking;
        return damage is null || await metadata.ReadAsync(transaction => transaction.Nodes.FindRevisionAsync(revision.Id), cancellationToken) is null
            ? null
            : damage;
    }

    private async ValueTask<BlobDamage?> LookAsync(Revision revision, bool readAll, Throttle? throttle, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await blobs.OpenReadAsync(revision.Id, cancellationToken);
            if (content is null)
            {
                return BlobDamage.Missing;
            }

            return BlobDamage.Find(revision, content.Length, digest: null)
                ?? (readAll ? BlobDamage.Find(revision, content.Length, await DigestAsync(content, throttle, cancellationToken)) : null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What the disk cannot read is as bad as what it reads wrongly, and must not keep the rest from being looked at.
            return BlobDamage.Unreadable(exception);
        }
    }

    private static async ValueTask<Checksum> DigestAsync(Stream content, Throttle? throttle, CancellationToken cancellationToken)
    {
        using var digest = new PassingDigest(algorithm: null);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await content.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                digest.Append(new ReadOnlySequence<byte>(buffer, 0, read));
                if (throttle is not null)
                {
                    await throttle.PassAsync(read, cancellationToken);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return digest.Digest;
    }
}
