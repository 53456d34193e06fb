namespace UploadProcessing.Sequences.Building;

/// <summary>
/// How far each replica's clock must be shifted so that nothing is received before it was sent. Replicas whose clocks fit
/// already are left alone: a shift is the smallest one that makes causality hold.
/// </summary>
internal sealed class ClockAlignment
{
    private readonly Dictionary<string, TimeSpan> _shifts = [];

    public ClockAlignment(SpanTree tree)
    {
        var bounds = Bounds(tree).ToList();
        foreach (var span in tree.Spans.Where(span => tree.Parent(span) is null).Concat(tree.Spans))
        {
            if (_shifts.TryAdd(Clock(span), TimeSpan.Zero))
            {
                Spread(bounds);
            }
        }
    }

    /// <summary>When <paramref name="span"/> began, by the clock all spans share after the shift.</summary>
    public DateTimeOffset Start(Span span) => span.Start + _shifts[Clock(span)];

    /// <summary>When <paramref name="span"/> ended, by the clock all spans share after the shift.</summary>
    public DateTimeOffset End(Span span) => span.End + _shifts[Clock(span)];

    /// <summary>Whether both were timed by one clock, so that their times can be compared without doubt.</summary>
    public static bool SameClock(Span one, Span other) => Clock(one) == Clock(other);

    /// <summary>Aligns, one after the other, every clock that talks to one already aligned.</summary>
    private void Spread(List<Bound> bounds)
    {
        while (bounds.Find(bound => _shifts.ContainsKey(bound.Earlier) != _shifts.ContainsKey(bound.Later)) is { } next)
        {
            var clock = _shifts.ContainsKey(next.Earlier) ? next.Later : next.Earlier;
            var lowest = bounds.Where(bound => bound.Later == clock && _shifts.ContainsKey(bound.Earlier))
                .Select(bound => _shifts[bound.Earlier] - bound.Slack).DefaultIfEmpty(TimeSpan.MinValue).Max();
            var highest = bounds.Where(bound => bound.Earlier == clock && _shifts.ContainsKey(bound.Later))
                .Select(bound => _shifts[bound.Later] + bound.Slack).DefaultIfEmpty(TimeSpan.MaxValue).Min();

            // A clock that was set meanwhile fits nowhere; then the sender's side decides, for what is sent has a start.
            _shifts[clock] = highest < lowest ? lowest
                : lowest > TimeSpan.Zero ? lowest
                : highest < TimeSpan.Zero ? highest
                : TimeSpan.Zero;
        }
    }

    private static IEnumerable<Bound> Bounds(SpanTree tree)
    {
        foreach (var (server, client) in tree.Calls.Where(call => call.Value is not null && !SameClock(call.Key, call.Value)))
        {
            yield return new Bound(Clock(client!), Clock(server), server.Start - client!.Start);

            // Only the server's start: a client span may end with the response's headers, long before the server's.
            yield return new Bound(Clock(server), Clock(client), client.End - server.Start);
        }

        foreach (var (consumer, producer) in tree.Deliveries.Where(pair => pair.Value is not null && !SameClock(pair.Key, pair.Value)))
        {
            yield return new Bound(Clock(producer!), Clock(consumer), consumer.Start - producer!.Start);
        }
    }

    private static string Clock(Span span) => $"{span.Participant}\n{span.Instance}";

    /// <summary>Something timed by <paramref name="Earlier"/> came before something timed by <paramref name="Later"/>, apparently by <paramref name="Slack"/>.</summary>
    private sealed record Bound(string Earlier, string Later, TimeSpan Slack);
}
