using System.Globalization;
using System.Text.RegularExpressions;

namespace UploadProcessing.Tus;

/// <summary>A file's time as clients send it: seconds since 1970, with a fraction if they know one.</summary>
public sealed partial record UnixSeconds
{
    private UnixSeconds(string text) => Text = text;

    /// <summary>As it was sent; nanoseconds included, which <see cref="DateTimeOffset"/> cannot hold.</summary>
    public string Text { get; }

    /// <summary>The moment, to 100 nanoseconds.</summary>
    public DateTimeOffset Moment =>
        DateTimeOffset.UnixEpoch.AddTicks((long)(decimal.Parse(Text, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));

    /// <summary>Reads the text.</summary>
    /// <returns>Null when it is not one.</returns>
    public static UnixSeconds? Parse(string text) => Pattern().IsMatch(text) ? new UnixSeconds(text) : null;

    /// <inheritdoc/>
    public override string ToString() => Text;

    // Eleven digits at most: the year 5138, which every date type on the way still holds.
    [GeneratedRegex(@"\A[0-9]{1,11}(\.[0-9]{1,9})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
