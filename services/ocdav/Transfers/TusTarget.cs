using System.Globalization;
using Cs3.Storage.Provider.V1Beta1;
using Cs3.Types.V1Beta1;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Ocdav.Paths;
using UploadProcessing.Tus;

namespace UploadProcessing.Ocdav.Transfers;

/// <summary>The file that a creation means: <c>filename</c> is a path below the collection that was posted to, as desktop clients send it.</summary>
internal sealed class TusTarget
{
    private readonly FileMetadata _metadata;
    private readonly string? _mtime;
    private readonly string? _idempotencyKey;

    private TusTarget(Reference file, FileMetadata metadata, string? mtime, string? idempotencyKey)
    {
        File = file;
        _metadata = metadata;
        _mtime = mtime;
        _idempotencyKey = idempotencyKey;
    }

    /// <summary>The file; of a part, which has no name, its space.</summary>
    public Reference File { get; }

    public static TusResult<TusTarget> Read(HttpContext context, CreationRequest creation)
    {
        var metadata = FileMetadata.Read(creation.Metadata);
        if (metadata.Error is { } error)
        {
            return error;
        }

        var folder = context.SpacePath();
        var mtime = metadata.Value.ModifiedAt?.Text ?? Header(context, UploadKeys.ModifiedAt);
        if (mtime is not null && UnixSeconds.Parse(mtime) is null)
        {
            return TusError.MetadataValueInvalid;
        }

        var key = Header(context, UploadKeys.IdempotencyKey);
        if (creation.Kind is UploadKind.Partial)
        {
            return new TusTarget(folder.ReferenceOf([]), metadata.Value, mtime, key);
        }

        return metadata.Value.Path is { } path
            ? new TusTarget(folder.ReferenceOf([.. folder.Names, .. path]), metadata.Value, mtime, key)
            : TusError.FileNameMissing;
    }

    public InitiateFileUploadRequest ToCs3(CreationRequest creation)
    {
        var request = new InitiateFileUploadRequest { Ref = File, Opaque = new Opaque() };
        Add(UploadKeys.Protocol, "tus");
        Add(UploadKeys.Length, creation.Length?.ToString(CultureInfo.InvariantCulture));
        Add(UploadKeys.Metadata, creation.Metadata.Raw);
        Add(UploadKeys.ModifiedAt, _mtime);
        Add(UploadKeys.Checksum, _metadata.Checksum?.ToString());
        Add(UploadKeys.Concat, creation.Concat?.Raw);
        Add(UploadKeys.IdempotencyKey, _idempotencyKey);
        if (creation.Concat is { Kind: UploadKind.Final } concat)
        {
            // The last segment of an upload's URL is its token, whatever front the client sees it behind.
            Add(UploadKeys.Parts, string.Join(' ', concat.Parts.Select(part => part.OriginalString.Split('/')[^1])));
        }

        return request;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                request.Opaque.Add(name, value);
            }
        }
    }

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
