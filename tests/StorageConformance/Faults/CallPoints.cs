namespace StorageConformance.Faults;

/// <summary>Numbers the calls of a run, so that each of them can be made the last one, or the one that fails.</summary>
public sealed class CallPoints
{
    private readonly Lock _gate = new();
    private readonly List<string> _calls = [];
    private bool _counting;
    private int? _endAt;
    private int? _failAt;
    private int _error;

    /// <summary>The calls since the start.</summary>
    public IReadOnlyList<string> Calls => _calls;

    /// <summary>How many there were.</summary>
    public int Count => _calls.Count;

    /// <summary>Whether the process has ended: whatever it still does is without effect.</summary>
    public bool Ended { get; private set; }

    /// <summary>Whether the next call is the last.</summary>
    public bool EndsNext => _counting && _endAt == Count + 1;

    /// <summary>Called when the process ends, before anybody notices.</summary>
    public Action? Ending { get; set; }

    /// <summary>Counts from now on; the process ends in place of call <paramref name="endAt"/>.</summary>
    public void Start(int? endAt = null)
    {
        _calls.Clear();
        (_counting, _endAt, _failAt) = (true, endAt, null);
    }

    /// <summary>Counts from now on; call <paramref name="failAt"/> fails with <paramref name="error"/> if it is a disk's.</summary>
    public void StartFailing(int failAt, int error)
    {
        Start();
        (_failAt, _error) = (failAt, error);
    }

    /// <summary>Calls are neither counted nor ended from now on.</summary>
    public void Stop()
    {
        _counting = false;
        Ended = false;
    }

    /// <summary>Ends the process if it has not ended yet.</summary>
    public void End()
    {
        if (!Ended)
        {
            Ending?.Invoke();
            Ended = true;
        }
    }

    /// <summary>Makes one call, or dies at it.</summary>
    public void Pass(string call)
    {
        lock (_gate)
        {
            if (_counting && !Ended)
            {
                _calls.Add(call);
                if (Count == _endAt)
                {
                    End();
                }
            }

            if (Ended)
            {
                throw new ProcessEndedException(call);
            }
        }
    }

    /// <summary>Makes one call to a disk, which may refuse it.</summary>
    public void PassDisk(string call)
    {
        Pass(call);
        if (_counting && Count == _failAt)
        {
            throw new IOException($"{call} was made to fail.", _error);
        }
    }

    /// <summary>Where the run ended or failed, for the message of a failed test.</summary>
    public override string ToString() =>
        $"at {_endAt ?? _failAt}: {(_calls.ElementAtOrDefault((_endAt ?? _failAt ?? 0) - 1) ?? "the end")} (after {string.Join(", ", _calls.Take((_endAt ?? _failAt ?? 0) - 1).TakeLast(6))})";
}
