using UploadProcessing.Contracts;

namespace UploadProcessing.Processing.Steps.Answers;

/// <summary>Where somebody outside reads the bytes that a ticket is about.</summary>
internal interface IContentAddresses
{
    /// <summary>An address that can only be read from, and not for longer than the attempt lasts; null when no attempt of the upload waits for this ticket.</summary>
    ValueTask<Uri?> FindAsync(UploadId upload, string ticket, CancellationToken cancellationToken);
}
