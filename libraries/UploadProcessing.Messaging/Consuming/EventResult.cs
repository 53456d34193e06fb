namespace UploadProcessing.Messaging.Consuming;

/// <summary>What became of one delivery.</summary>
public abstract record EventResult
{
    private EventResult()
    {
    }

    /// <summary>The work is done, now or by a delivery before: the event is acknowledged.</summary>
    public static EventResult Done { get; } = new DoneResult();

    /// <summary>It is delivered again after <paramref name="delay"/>, to whichever process. The server counts that delivery too: whoever puts
    /// off often fails sooner, and keeps account of its own attempts.</summary>
    public static EventResult Later(TimeSpan delay) => new LaterResult(delay);

    /// <summary>It did not work; it is tried again with a growing delay, until the attempts are used up.</summary>
    public static EventResult Failed(string reason) => new FailedResult(reason);

    /// <summary>It can never work: nothing is tried again.</summary>
    public static EventResult Impossible(string reason) => new ImpossibleResult(reason);

    internal sealed record DoneResult : EventResult;

    internal sealed record LaterResult(TimeSpan Delay) : EventResult;

    internal sealed record FailedResult(string Reason) : EventResult;

    internal sealed record ImpossibleResult(string Reason) : EventResult;
}
