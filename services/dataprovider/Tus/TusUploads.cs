using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>A session in the words of the rules.</summary>
internal static class TusUploads
{
    public static TusUpload Of(UploadSession session, long offset, DateTimeOffset? expiresAt = null) => new()
    {
        Offset = offset,
        Length = session.Length,
        Metadata = session.Metadata,
        Concat = session.Concat,
        IsPending = session is { Kind: Storage.Uploads.UploadKind.Final, State: UploadState.Receiving },
        ExpiresAt = session.State is UploadState.Receiving ? expiresAt ?? session.ExpiresAt : null,
    };
}
