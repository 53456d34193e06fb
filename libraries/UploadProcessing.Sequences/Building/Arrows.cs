using UploadProcessing.Sequences.Labels;

namespace UploadProcessing.Sequences.Building;

/// <summary>The arrows of a trace and which of them must precede which.</summary>
internal sealed class Arrows
{
    private const string Caller = "Client";
    private const string Unknown = "?";

    private readonly SpanTree _tree;
    private readonly ClockAlignment _clocks;
    private readonly Dictionary<Span, Arrow> _opens = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Span, Arrow> _closes = new(ReferenceEqualityComparer.Instance);
    private readonly List<Span> _calls = [];
    private readonly List<Arrow> _all = [];

    public Arrows(SpanTree tree, ClockAlignment clocks)
    {
        (_tree, _clocks) = (tree, clocks);
        foreach (var (server, client) in tree.Calls)
        {
            DrawCall(server, client ?? server, client?.Participant ?? Caller, server.Participant, server);
        }

        foreach (var client in Gaps.UnansweredCalls(tree))
        {
            var peer = client.Attribute(AttributeNames.PeerService) ?? client.Attribute(AttributeNames.ServerAddress) ?? Unknown;
            DrawCall(client, client, client.Participant, peer, client);
        }

        foreach (var producer in tree.Emissions)
        {
            Open(producer, new Arrow(producer.Participant, EventLabels.Broker(producer), EventLabels.Emit(producer),
                MessageKind.Asynchronous, clocks.Start(producer), producer) { Failed = producer.Status is SpanStatus.Error });
        }

        foreach (var consumer in tree.Deliveries.Keys)
        {
            Open(consumer, new Arrow(EventLabels.Broker(consumer), consumer.Participant, EventLabels.Deliver(consumer),
                MessageKind.Asynchronous, clocks.Start(consumer), consumer)
            {
                Failed = consumer.Status is SpanStatus.Error,
                Repetition = Repetitions.Of(consumer),
            });
        }

        OrderCalls();
        OrderEvents();
    }

    public IReadOnlyList<Arrow> All => _all;

    private void DrawCall(Span key, Span timed, string from, string to, Span told)
    {
        Open(key, new Arrow(from, to, CallLabels.Request(told), MessageKind.Request, _clocks.Start(timed), told)
        {
            Repetition = Repetitions.Of(timed),
        });
        _calls.Add(key);
        if (told.IsOpen)
        {
            return;
        }

        // Whoever asked may not have noticed yet.
        var ended = timed.IsOpen ? told : timed;
        var close = new Arrow(to, from, CallLabels.Response(told) ?? Unknown, MessageKind.Response, _clocks.End(ended), told)
        {
            Asked = _clocks.Start(timed),
            Failed = told.Status is SpanStatus.Error || timed.Status is SpanStatus.Error,
        };
        close.After.Add(_opens[key]);
        _closes[key] = close;
        _all.Add(close);
    }

    private void Open(Span key, Arrow arrow)
    {
        _opens[key] = arrow;
        _all.Add(arrow);
    }

    private void OrderCalls()
    {
        foreach (var key in _calls)
        {
            var caller = _tree.Calls.GetValueOrDefault(key) ?? (key.Kind == SpanKind.Client ? key : null);
            var scope = _tree.Scope(caller ?? key);
            if (scope is null)
            {
                continue;
            }

            if (caller is null)
            {
                // The context of a finished request came back with a new one: somebody outside carried it there, in what the
                // first answer said. So this request follows the answer to the outermost call around the first.
                _opens[key].After.Add(_closes.GetValueOrDefault(Outermost(scope)) ?? _opens[scope]);
                continue;
            }

            Within(scope, caller, _opens[key], _closes.GetValueOrDefault(key, _opens[key]));
        }
    }

    private void OrderEvents()
    {
        foreach (var producer in _tree.Emissions)
        {
            if (_tree.Scope(producer) is { } scope)
            {
                Within(scope, producer, _opens[producer], _opens[producer]);
            }
        }

        foreach (var (consumer, producer) in _tree.Deliveries)
        {
            if (producer is not null && _opens.TryGetValue(producer, out var emitted))
            {
                _opens[consumer].After.Add(emitted);
            }

            // An answer that waited for this event: one participant, one clock, no doubt about the order.
            foreach (var (server, _) in _tree.Calls.Where(call => ClockAlignment.SameClock(call.Key, consumer)))
            {
                if (consumer.Start > server.Start && consumer.Start < server.End)
                {
                    _closes[server].After.Add(_opens[consumer]);
                }
            }
        }
    }

    /// <summary>What happened in a request comes after it, and before its answer unless it was started to outlive it.</summary>
    private void Within(Span scope, Span cause, Arrow first, Arrow last)
    {
        first.After.Add(_opens[scope]);
        if (_closes.TryGetValue(scope, out var answer) && (!ClockAlignment.SameClock(scope, cause) || Ends(cause) <= scope.End))
        {
            answer.After.Add(last);
        }
    }

    /// <summary>An emission is a moment, a call lasts until its answer.</summary>
    private static DateTimeOffset Ends(Span cause) => cause.Kind == SpanKind.Producer ? cause.Start : cause.End;

    private Span Outermost(Span scope)
    {
        while (_tree.Calls.GetValueOrDefault(scope) is { } client && _tree.Scope(client) is { } above)
        {
            scope = above;
        }

        return scope;
    }
}
