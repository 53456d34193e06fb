using System.Diagnostics;
using UploadProcessing.Contracts;
using UploadProcessing.DataProvider.Finalization;
using UploadProcessing.Storage;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Tus;

/// <summary>Answers in TUS's fields; every one says the version, errors too (TUS 1.0.0, Core Protocol; clause 2).</summary>
internal static class TusResponse
{
    public static TusRequestHeaders TusHeaders(this HttpRequest request) => new(name => request.Headers[name]);

    public static void Answer(this HttpResponse response, int status, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        response.StatusCode = status;
        foreach (var (name, value) in fields)
        {
            response.Headers[name] = value;
        }
    }

    /// <summary>Success, and what the commit made if this was the last byte; or the failure, with the offset to go on from where bytes were kept.</summary>
    public static async Task AnswerAsync(this HttpResponse response, Received received, int status, IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        Activity.Current?.SetTag(UploadTags.UploadOffset, received.Upload?.Offset);
        if (received.Failure is { } failure)
        {
            // Also where mandatory steps have refused what did arrive whole, as the seed proposes (diagram 3, arrow 15).
            if (received is { Upload: { } kept, Commit: null or { Refusal: Refusal.Rejected } })
            {
                response.Headers[UploadProcessing.Tus.TusHeaders.UploadOffset] = ByteCount.Format(kept.Offset);
            }

            await response.RefuseAsync(failure);
            return;
        }

        if (received.Commit?.File is { } file)
        {
            CommittedHeaders.Write(response, file);
        }

        response.Answer(status, fields);
    }

    public static Task RefuseAsync(this HttpResponse response, TusError error)
    {
        foreach (var (name, value) in TusAnswer.Refused(error))
        {
            response.Headers[name] = value;
        }

        return TransferErrors.Of(error).ToResult().ExecuteAsync(response.HttpContext);
    }

    public static Task RefuseAsync(this HttpResponse response, Failure failure)
    {
        response.Headers[UploadProcessing.Tus.TusHeaders.TusResumable] = TusVersion.Current;
        response.Headers.CacheControl = "no-store";
        return failure.ToResult().ExecuteAsync(response.HttpContext);
    }
}
