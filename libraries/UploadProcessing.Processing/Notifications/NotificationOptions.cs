using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Processing.Notifications;

/// <summary>One application that is told what becomes of uploads: <c>Notifications:{name}</c>.</summary>
public sealed class NotificationOptions
{
    /// <summary>The configuration section; its children are named by the operator.</summary>
    public const string SectionName = "Notifications";

    /// <summary>In <see cref="Spaces"/>: all of them.</summary>
    public const string EverySpace = "*";

    /// <summary>Where the application is: <c>https://…</c> or <c>http://…</c>, without user information.</summary>
    public Uri? Url { get; set; }

    /// <summary><c>whsec_</c> and 24 to 64 random bytes in base64; signed with each of them, so that they can be changed one after the other.</summary>
    public IList<string> Secrets { get; } = [];

    /// <summary>Whether the application may be on this machine or in its network. Only when nobody else can choose what its name leads to.</summary>
    public bool AllowPrivateAddresses { get; set; }

    /// <summary>Ids of the spaces that it hears of; <see cref="EverySpace"/> for all.</summary>
    public IList<string> Spaces { get; } = [];

    /// <summary>How long an answer is waited for.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan AnswerLimit { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an event is tried to be delivered before it is given up, as an entry for the operator.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Before the second try; each one after it waits twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest that is waited before a try.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(10);

    internal bool HearsOf(string space) => Spaces.Contains(EverySpace) || Spaces.Contains(space, StringComparer.OrdinalIgnoreCase);
}
