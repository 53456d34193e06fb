using UploadProcessing.Contracts;
using UploadProcessing.Processing.Runs;
using UploadProcessing.Processing.Steps.Answers;

namespace UploadProcessing.Processing.Content;

/// <summary>The bytes that an attempt under way is about, for whoever has its ticket.</summary>
internal sealed class RunContents(IRunStore runs, UploadContents contents, TimeProvider time) : IContentAddresses
{
    public async ValueTask<Uri?> FindAsync(UploadId upload, string ticket, CancellationToken cancellationToken) =>
        await runs.FindAsync(upload, cancellationToken) is { Run: { Outcome: null, AttemptUntil: { } until } run }
            && run.Ticket == ticket && until > time.GetUtcNow()
                ? contents.PublicAddress(run.Upload, until)
                : null;
}
