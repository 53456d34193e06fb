namespace UploadProcessing.TestSupport.Lines;

/// <summary>What a <see cref="FaultyLine"/> does to one connection.</summary>
/// <param name="Kind">How it ends.</param>
/// <param name="After">So many bytes of the client's pass before; none are lost before that.</param>
/// <param name="RoundTrip">How long a byte and its echo take; it says nothing about how many are under way.</param>
public sealed record LineFault(LineFaultKind Kind, long After = 0, TimeSpan RoundTrip = default)
{
    public static LineFault None { get; } = new(LineFaultKind.None);
}

public enum LineFaultKind
{
    None,

    /// <summary>Both sides hear at once that the connection is gone.</summary>
    Reset,

    /// <summary>Neither side hears anything any more, as when a cable is pulled: the connection is half-open.</summary>
    Silence,

    /// <summary>The server has the whole request, and the client a connection that ends where the answer should have come.</summary>
    AnswerLost,
}
