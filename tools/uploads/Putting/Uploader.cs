using UploadProcessing.CommandLine.Watching;

namespace UploadProcessing.CommandLine.Putting;

/// <summary>Uploads files, each for itself: one that fails does not stop the others.</summary>
internal sealed class Uploader(TusClient tus, HttpClient http, UploadTargets targets, RememberedUploads remembered, bool wait)
{
    public async Task<UploadResult> PutAsync(FileInfo file, ProgressLine line, CancellationToken cancellationToken)
    {
        try
        {
            return await new FileUpload(tus, http, remembered, file, targets.For(file), line).RunAsync(wait, cancellationToken);
        }
        catch (Exception exception) when (exception is CommandException or IOException or UnauthorizedAccessException)
        {
            line.Fail();
            return new UploadResult(file.ToString(), "failed", Reason: exception.Message);
        }
    }
}
