using System.Globalization;

namespace UploadProcessing.Tus;

/// <summary>When an unfinished upload goes (TUS 1.0.0, Expiration, Upload-Expires; clauses 24 and 25).</summary>
public static class UploadExpiry
{
    /// <summary>"Its value MAY change over time": each activity moves it on, up to the end that was fixed at the creation.</summary>
    /// <param name="lastActivity">When the upload last got somewhere.</param>
    /// <param name="idle">How long it may then rest.</param>
    /// <param name="end">When it goes at the latest.</param>
    public static DateTimeOffset Slide(DateTimeOffset lastActivity, TimeSpan idle, DateTimeOffset end) =>
        end - lastActivity <= idle ? end : lastActivity + idle;

    /// <summary>Whether the upload may be removed: "The Server MAY remove unfinished uploads once they expire", finished ones not.</summary>
    public static bool IsExpired(TusUpload upload, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return !upload.IsComplete && now >= upload.ExpiresAt;
    }

    /// <summary>"The value of the Upload-Expires header MUST be in RFC 9110 datetime format": an IMF-fixdate (5.6.7). What is left of a
    /// second is cut off, so the header never promises more than there is.</summary>
    public static string Format(DateTimeOffset moment) => moment.ToUniversalTime().ToString("r", CultureInfo.InvariantCulture);

    /// <summary>Reads an IMF-fixdate; null when it is none.</summary>
    public static DateTimeOffset? Parse(string value) =>
        DateTimeOffset.TryParseExact(value, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment) ? moment : null;
}
