using System.ComponentModel.DataAnnotations;

namespace UploadProcessing.Relay;

/// <summary>Limits of the relay towards its targets; the limits towards clients are Kestrel's.</summary>
public sealed class RelayOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Relay";

    /// <summary>How long making a connection may take.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:05:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long the target may neither accept nor send a byte while it is its turn; longer than any deadline it answers within.</summary>
    /// <remarks>A slow client does not count: while the relay waits for the client's bytes, the target has nothing to do.</remarks>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan TargetTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a target has, once the client has left in the middle of its body, to keep what came before.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan AbandonTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a target may leave <c>Expect: 100-continue</c> unanswered before the body is sent all the same.</summary>
    /// <remarks>RFC 9110, 10.1.1: a client "SHOULD NOT wait for an indefinite period before sending the content".</remarks>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan ContinueTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an unused connection is kept; shorter than the target's own keep-alive limit (Kestrel: 130 s), so that
    /// a request does not meet a connection that is just being closed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan IdleConnectionLifetime { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many unused connections are kept for each target.</summary>
    [Range(0, 10_000)]
    public int MaxIdleConnections { get; set; } = 64;

    /// <summary>The largest head (status line and header fields) of an answer that is accepted, in bytes. The field of a request may come back
    /// in its answer, so this is what servers take of a request.</summary>
    [Range(1024, 1024 * 1024)]
    public int MaxResponseHeadSize { get; set; } = 256 * 1024;
}
