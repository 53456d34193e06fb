using System.Globalization;
using Microsoft.Extensions.Options;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>The progress resource as one JSON document. Whoever prefers to wait gets it when it is no longer what they have.</summary>
internal sealed class ProgressDocument(ProgressFeeds feeds, IOptions<ProgressOptions> options)
{
    private const int AskAgainSeconds = 2;

    public async Task<IResult> SendAsync(HttpContext context, UploadSession session)
    {
        var preferences = Preferences.Read(context.Request.Headers[Preferences.FieldName]);
        var patience = preferences.Wait is { } wait ? Shorter(wait, options.Value.LongestWait) : TimeSpan.Zero;
        UploadProgress? first = null;
        var known = context.Request.GetTypedHeaders().IfNoneMatch;
        var progress = await feeds.WaitAsync(session, IsKnown, patience, context.RequestAborted);
        if (progress is null)
        {
            return TransferErrors.Problem(Storage.Refusal.NotFound, "There is no such upload.");
        }

        var response = context.Response;
        response.Headers.ETag = TagOf(progress);
        if (preferences.Wait is not null)
        {
            response.Headers[Preferences.AppliedFieldName] = (preferences with { RespondAsync = false }).Applied(isAsync: false);
        }

        if (progress.State is ProgressState.Receiving or ProgressState.Processing)
        {
            response.Headers.RetryAfter = AskAgainSeconds.ToString(CultureInfo.InvariantCulture);
        }

        return known.Any(tag => tag.Tag == TagOf(progress))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Json(progress, ProgressJson.Default.UploadProgress);

        // Without a tag of theirs: until it is no longer as it was when they asked.
        bool IsKnown(UploadProgress now)
        {
            first ??= now;
            return now.State is ProgressState.Receiving or ProgressState.Processing
                && (known.Count > 0 ? known.Any(tag => tag.Tag == TagOf(now)) : TagOf(now) == TagOf(first));
        }
    }

    private static string TagOf(UploadProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"\"{progress.Position}.{progress.Offset}.{(int)progress.State}\"");

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
