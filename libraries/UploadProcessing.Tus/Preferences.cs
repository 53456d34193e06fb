using System.Globalization;

namespace UploadProcessing.Tus;

/// <summary>What a client prefers about when it is answered (RFC 7240, 4.1 and 4.3). Preferences are wishes: what cannot be read is ignored.</summary>
/// <param name="RespondAsync"><c>respond-async</c>: an answer before the work is done is welcome.</param>
/// <param name="Wait"><c>wait</c>: how long to try to have it done before that.</param>
public sealed record Preferences(bool RespondAsync, TimeSpan? Wait)
{
    /// <summary>The field of a request.</summary>
    public const string FieldName = "Prefer";

    /// <summary>The field of an answer: which of them were heeded.</summary>
    public const string AppliedFieldName = "Preference-Applied";

    private const string AsyncName = "respond-async";
    private const string WaitName = "wait";

    /// <summary>A client without wishes.</summary>
    public static Preferences None { get; } = new(RespondAsync: false, Wait: null);

    /// <summary>Reads every line of the field. "If any preference is specified more than once, only the first instance is to be considered"
    /// (RFC 7240, 2).</summary>
    public static Preferences Read(IReadOnlyList<string?> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var seen = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var preference in lines.SelectMany(line => PreferenceList.Split(line ?? "")))
        {
            seen.TryAdd(preference.Name, preference.Value);
        }

        return new Preferences(
            // A value, or an empty one, makes it another preference than the one that is defined without.
            seen.TryGetValue(AsyncName, out var value) && string.IsNullOrEmpty(value),
            seen.TryGetValue(WaitName, out var seconds)
                && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? TimeSpan.FromSeconds(number) : null);
    }

    /// <summary>How long the answer is waited for.</summary>
    /// <param name="longest">As long as the server waits for a client without wishes.</param>
    public TimeSpan Patience(TimeSpan longest) => (RespondAsync, Wait) switch
    {
        (_, { } wait) => wait < longest ? wait : longest,
        (true, null) => TimeSpan.Zero,
        _ => longest,
    };

    /// <summary>The value of <see cref="AppliedFieldName"/>; null when nothing was heeded.</summary>
    /// <param name="isAsync">Whether the answer came before the work was done.</param>
    public string? Applied(bool isAsync)
    {
        var wait = Wait is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{WaitName}={(int)seconds.TotalSeconds}") : null;
        return (RespondAsync && isAsync, wait) switch
        {
            (true, null) => AsyncName,
            (true, _) => $"{AsyncName}, {wait}",
            _ => wait,
        };
    }
}
