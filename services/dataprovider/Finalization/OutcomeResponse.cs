using Microsoft.Extensions.Options;
using UploadProcessing.DataProvider.Progress;
using UploadProcessing.DataProvider.Tus;
using UploadProcessing.Storage.Uploads;
using UploadProcessing.Tus;

namespace UploadProcessing.DataProvider.Finalization;

/// <summary>Diagram 3, the arrows 11 and 15: what the request that brought the last byte is answered once mandatory steps have decided, or
/// when that takes longer than a client waits.</summary>
internal sealed class OutcomeResponse(OutcomeWaiters waiters, ProgressAddress progress, IOptions<FinalizationOptions> options)
{
    /// <summary>What the client of a request prefers about when it is answered.</summary>
    public static Preferences PreferencesOf(HttpRequest request) => Preferences.Read(request.Headers[Preferences.FieldName]);

    /// <summary>Waits for the outcome, if there is one to wait for, as long as the client wishes and this server does at most.</summary>
    /// <returns>What became of the upload, as if the answer had been known at once; unchanged when it is not known yet.</returns>
    public async ValueTask<CommitResult> ResolveAsync(HttpContext context, UploadSession session, CommitResult commit)
    {
        if (commit.Run is null)
        {
            return commit;
        }

        var preferences = PreferencesOf(context.Request);
        var resolved = await waiters.WaitAsync(session.Id, preferences.Patience(options.Value.ResponseDeadline), context.RequestAborted) ?? commit;
        if (preferences.Applied(isAsync: resolved.Run is not null) is { } applied)
        {
            context.Response.Headers[Preferences.AppliedFieldName] = applied;
        }

        return resolved;
    }

    /// <summary>A request without a byte at the end of an upload that mandatory steps have, or had: a client that lost the answer to its last
    /// byte asks for it again, and gets the same.</summary>
    /// <returns>What is to be resolved; null when it is another request.</returns>
    public static Received? FindRepeated(UploadSession session, PatchRequest patch) =>
        session is { State: not UploadState.Receiving, Run: { } run } && patch.Offset == run.Received.Length && patch.ContentLength == 0
            ? new Received(TusUploads.Of(session, run.Received.Length), new CommitResult(null, null, false, null, null, run))
            : null;

    /// <summary>The same for a resumable upload; of one that was refused the answer has the offset, too: all bytes did arrive.</summary>
    public async ValueTask<Received> ResolveAsync(HttpContext context, UploadSession session, Received received)
    {
        if (received.Commit is not { Run: not null } pending)
        {
            return received;
        }

        var commit = await ResolveAsync(context, session, pending);
        return received with
        {
            Commit = commit,
            Failure = commit.Refusal is null ? null : TransferErrors.OfTus(commit),
        };
    }

    /// <summary>Says where the outcome can be asked for.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="session">The upload.</param>
    /// <param name="withLocation">Whether <c>Location</c> says so too: not on the answer to a creation, where it is the upload's own.</param>
    public void Accept(HttpResponse response, UploadSession session, bool withLocation)
    {
        var address = progress.Of(session);
        response.Headers[TusHeaders.ProgressLocation] = address;
        if (withLocation)
        {
            response.Headers.Location = address;
        }
    }
}
