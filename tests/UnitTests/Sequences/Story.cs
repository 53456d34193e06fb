using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

/// <summary>Hand-made spans: every begin and end takes one millisecond, so they are told in the order in which they are written.</summary>
internal sealed class Story
{
    private readonly List<Span> _spans = [];
    private readonly Dictionary<string, TimeSpan> _skew = [];
    private DateTimeOffset _now = new(2024, 5, 1, 12, 0, 0, TimeSpan.Zero);

    public IReadOnlyList<Span> Spans => _spans;

    /// <summary>The participant's clock is wrong by this much from now on.</summary>
    public Story Skew(string participant, TimeSpan skew)
    {
        _skew[participant] = skew;
        return this;
    }

    /// <summary>Records what <paramref name="within"/> does as one span; it gets the span as the parent of what it records.</summary>
    public Span Tell(Span? parent, string participant, SpanKind kind, string name, string attributes, Action<Span>? within = null)
    {
        var span = new Span
        {
            TraceId = "4bf92f3577b34da6a3ce929d0e0e4736",
            SpanId = $"{_spans.Count + 1:x16}",
            ParentSpanId = parent?.SpanId,
            Name = name,
            Kind = kind,
            Participant = participant,
            Start = Tick(participant),
            End = default,
            Attributes = attributes.Split("; ", StringSplitOptions.RemoveEmptyEntries)
                .Select(pair => pair.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]),
        };

        // The place is taken now: ids count spans in the order they began.
        var index = _spans.Count;
        _spans.Add(span);
        within?.Invoke(span);
        _spans[index] = span with { End = Tick(participant) };
        return _spans[index];
    }

    /// <summary>A client span, its server span, and an internal one between the server and what it does.</summary>
    public void Call(Span parent, string from, string to, string name, string attributes, Action<Span>? within = null) =>
        Tell(parent, from, SpanKind.Client, name, attributes, client => Answer(client, to, name, attributes, within));

    /// <summary>The server's side of a call.</summary>
    public Span Answer(Span? parent, string participant, string name, string attributes, Action<Span>? within = null) =>
        Tell(parent, participant, SpanKind.Server, name, attributes, server =>
            Tell(server, participant, SpanKind.Internal, "work", "", inside => within?.Invoke(inside)));

    private DateTimeOffset Tick(string participant)
    {
        _now += TimeSpan.FromMilliseconds(1);
        return _now + _skew.GetValueOrDefault(participant);
    }
}
