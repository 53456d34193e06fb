using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Messaging.Consuming;

/// <summary>How a participant consumes events.</summary>
public sealed class ConsumingOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Messaging:Consuming";

    /// <summary>How many events of one consumer this process works on at once.</summary>
    [Range(1, 1000)]
    public int Concurrency { get; set; } = 8;

    /// <summary>How many more it holds ready.</summary>
    [Range(1, 10_000)]
    public int Prefetch { get; set; } = 8;

    /// <summary>After this long without a sign of life from whoever has an event, another process gets it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan AckWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often an event that fails is tried before it is given up.</summary>
    [Range(1, 1000)]
    public int Attempts { get; set; } = 10;

    /// <summary>Before the second attempt; each one after it waits twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that is waited before an attempt.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan LongestDelay { get; set; } = TimeSpan.FromMinutes(1);

    internal TimeSpan DelayAfter(int attempt) => Backoff.After(attempt, FirstDelay, LongestDelay);
}
