using UploadProcessing.Sequences.Building;
using UploadProcessing.Sequences.Comparing;

namespace UploadProcessing.Sequences;

/// <summary>Participants and the numbered messages between them: what a sequence diagram shows.</summary>
public sealed class Sequence
{
    /// <summary>Puts a sequence together by hand or from a diagram; spans are what <see cref="From"/> is for.</summary>
    /// <param name="participants">In the order they are drawn.</param>
    /// <param name="messages">In order; they are numbered anew from 1.</param>
    /// <param name="gaps">What is known to be missing.</param>
    public Sequence(IEnumerable<string> participants, IEnumerable<Message> messages, IEnumerable<string>? gaps = null)
    {
        Messages = [.. messages.Select((message, index) => message with { Number = index + 1 })];
        // Whoever was not declared appears where it is first mentioned, as in Mermaid.
        Participants = [.. participants.Concat(Messages.SelectMany(message => new[] { message.From, message.To })).Distinct()];
        Gaps = [.. gaps ?? []];
    }

    /// <summary>The participants in order of appearance.</summary>
    public IReadOnlyList<string> Participants { get; }

    /// <summary>The messages in order, numbered from 1.</summary>
    public IReadOnlyList<Message> Messages { get; }

    /// <summary>Why the sequence may not be the whole story, one sentence each: spans that are missing from the trace.</summary>
    public IReadOnlyList<string> Gaps { get; }

    /// <summary>True when there is something to draw and nothing is known to be missing.</summary>
    public bool IsComplete => Messages.Count > 0 && Gaps.Count == 0;

    /// <summary>Draws the spans of one trace, or of several traces of one upload, as a sequence.</summary>
    /// <remarks>
    /// Order is causality first and time second, so clocks that disagree do not reorder a conversation. A trace that is
    /// incomplete still becomes a sequence; <see cref="Gaps"/> says what it lacks and it equals nothing.
    /// </remarks>
    public static Sequence From(IEnumerable<Span> spans) => SequenceBuilder.Build([.. spans]);

    /// <summary>
    /// The differences from <paramref name="other"/>, one readable line each; empty when both have the same participants in the
    /// same order and the same arrows (direction, kind, first line of the label). An incomplete sequence differs from everything.
    /// </summary>
    /// <param name="other">What was expected.</param>
    public IReadOnlyList<string> DifferencesFrom(Sequence other) => SequenceComparison.Differences(this, other);

    /// <summary>The arrows that only one of two sequences has, whether they are complete or not. When a broker delivers an event does not count: others
    /// talk in the meantime.</summary>
    /// <param name="other">What was expected.</param>
    public SequenceDifferences CompareWith(Sequence other)
    {
        var differences = MessageDifferences.ButForDeliveries(Messages, other.Messages).ToLookup(difference => difference.IsMissing, difference => difference.Message);
        return new SequenceDifferences([.. differences[true]], [.. differences[false]]);
    }
}
