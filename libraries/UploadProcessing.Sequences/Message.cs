namespace UploadProcessing.Sequences;

/// <summary>One arrow of a sequence diagram.</summary>
/// <param name="Number">Its place, counted from 1, as Mermaid numbers it.</param>
/// <param name="From">The participant that sends.</param>
/// <param name="To">The participant that receives.</param>
/// <param name="Label">What it says; further lines, separated by a line feed, are decoration.</param>
/// <param name="Kind">Request, response or asynchronous.</param>
public sealed record Message(int Number, string From, string To, string Label, MessageKind Kind)
{
    /// <summary>The span that the arrow was drawn from; null where it comes from a diagram. It does not count when messages are compared.</summary>
    public Span? Span { get; init; }

    /// <summary>When it was sent, by the aligned clocks.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Of an answer: how long it was waited for.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>Of an answer: whether the call failed; of an event: whether handing it over did.</summary>
    public bool Failed { get; init; }

    /// <summary><c>delivery 2</c>, <c>retry 1</c>: that the same was tried before. It does not count when messages are compared.</summary>
    public string? Repetition { get; init; }

    /// <summary>The line of the label that counts when sequences are compared.</summary>
    public string FirstLine => Label.Split('\n', 2)[0].Trim();

    /// <summary>The arrow as it is written in a diagram, without its number.</summary>
    public override string ToString() => Kind switch
    {
        MessageKind.Response => $"{From}-->>{To}: {FirstLine}",
        MessageKind.Asynchronous => $"{From}-){To}: {FirstLine}",
        _ => $"{From}->>{To}: {FirstLine}",
    };

    /// <summary>Whether both say the same; where they were drawn from does not count.</summary>
    public bool Equals(Message? other) => other is not null && (Number, From, To, Label, Kind) == (other.Number, other.From, other.To, other.Label, other.Kind);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Number, From, To, Label, Kind);
}
