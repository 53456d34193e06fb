namespace UploadProcessing.Messaging.Consuming;

/// <summary>How long is waited before something is tried again.</summary>
public static class Backoff
{
    // Beyond that every first delay has long reached the longest, and a double its precision.
    private const int MostDoublings = 40;

    /// <summary>Twice as long after each attempt, up to the longest.</summary>
    /// <param name="attempt">The one that failed; 1 for the first.</param>
    /// <param name="first">What is waited after the first.</param>
    /// <param name="longest">The most.</param>
    public static TimeSpan After(int attempt, TimeSpan first, TimeSpan longest) =>
        TimeSpan.FromTicks((long)Math.Min(first.Ticks * Math.Pow(2, Math.Min(attempt, MostDoublings) - 1), longest.Ticks));
}
