using Microsoft.Extensions.Options;

namespace UploadProcessing.Storage.Uploads;

/// <summary>When an upload that nobody goes on with ends.</summary>
public sealed class UploadExpiry(IMetadataStore metadata, IOptions<UploadOptions> options, TimeProvider time)
{
    // Not at every request: a client that sends many small ones would have a commit more for each.
    private const int Slack = 100;

    /// <summary>Begins the idle time of an upload anew.</summary>
    /// <returns>When it ends now unless more bytes arrive.</returns>
    public async ValueTask<DateTimeOffset> ExtendAsync(UploadSession session)
    {
        var expiresAt = After(time.GetMilliseconds(), session.EndsAt, options.Value);
        if (!session.Resumable || expiresAt - session.ExpiresAt < options.Value.IdleTimeout / Slack)
        {
            return session.ExpiresAt;
        }

        await metadata.WriteAsync(async transaction =>
        {
            await transaction.Uploads.ExtendAsync(session.Id, expiresAt);
            return true;
        }, CancellationToken.None);
        return expiresAt;
    }

    internal static DateTimeOffset After(DateTimeOffset now, DateTimeOffset endsAt, UploadOptions options) =>
        now + options.IdleTimeout < endsAt ? now + options.IdleTimeout : endsAt;
}
