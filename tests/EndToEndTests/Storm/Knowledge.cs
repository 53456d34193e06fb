namespace EndToEndTests.Storm;

/// <summary>A file's content, as far as a download tells it.</summary>
internal sealed record Content(string Sha256, long Length);

/// <summary>What one request did, as its answer tells it; of some requests no answer comes.</summary>
internal enum Outcome
{
    Created,
    Replaced,
    Removed,
    Moved,
    Absent,
    Occupied,
    Unanswered,
}

/// <summary>What is under a client's two names; null is nothing.</summary>
internal sealed record Names(Content? First, Content? Second)
{
    public Content? this[int name] => name == 0 ? First : Second;

    public Names With(int name, Content? content) => name == 0 ? this with { First = content } : this with { Second = content };

    public (Outcome, Names) Put(int name, Content content) => (this[name] is null ? Outcome.Created : Outcome.Replaced, With(name, content));

    public (Outcome, Names) Remove(int name) => this[name] is null ? (Outcome.Absent, this) : (Outcome.Removed, With(name, null));

    /// <summary>From this name to the other one.</summary>
    public (Outcome, Names) Move(int name) => (this[name], this[1 - name]) switch
    {
        (null, _) => (Outcome.Absent, this),
        (_, { }) => (Outcome.Occupied, this),
        ({ } content, null) => (Outcome.Moved, With(name, null).With(1 - name, content)),
    };
}

/// <summary>Every state that a client's two names may be in: one, as long as all requests are answered.</summary>
/// <remarks>Each answer must be possible in one of these states; one that is not is a promise broken.</remarks>
internal sealed class Knowledge(string client)
{
    private readonly Queue<string> _history = new();
    private List<Names> _possible = [new(null, null)];

    /// <summary>A request was answered, or was not: then it may have had its effect or none.</summary>
    public void Learn(string request, Outcome outcome, Func<Names, (Outcome Outcome, Names After)> effect)
    {
        var ends = _possible.Select(effect);
        Become(
            $"{request} → {outcome}",
            outcome is Outcome.Unanswered ? _possible.Concat(ends.Select(end => end.After)) : ends.Where(end => end.Outcome == outcome).Select(end => end.After));
    }

    /// <summary>A download showed what is there.</summary>
    public void See(int name, Content? content) =>
        Become($"GET {name} → {content?.ToString() ?? "nothing"}", _possible.Where(names => names[name] == content));

    private void Become(string what, IEnumerable<Names> possible)
    {
        _history.Enqueue(what);
        if (_history.Count > 20)
        {
            _history.Dequeue();
        }

        var before = _possible;
        _possible = [.. possible.Distinct()];
        Assert.True(
            _possible.Count > 0,
            $"{client}: the last of these answers cannot be.\n{string.Join('\n', _history)}\nPossible before it:\n{string.Join('\n', before)}");
    }
}
