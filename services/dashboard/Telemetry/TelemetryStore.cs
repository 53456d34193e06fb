using Microsoft.Extensions.Options;
using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Telemetry;

/// <summary>What was received, in memory and bounded: the oldest traces and records go first, of the participant that has the most of them.</summary>
internal sealed class TelemetryStore(IOptions<TelemetryOptions> options)
{
    private const string UploadId = "upload.id";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, KeptTrace> _traces = new(StringComparer.Ordinal);
    private readonly Shares<KeptTrace> _shares = new();
    private readonly Dictionary<string, HashSet<string>> _uploads = new(StringComparer.Ordinal);
    private readonly Shares<LogEntry> _logs = new();
    private readonly Dictionary<string, Dictionary<string, MetricSeries>> _metrics = new(StringComparer.Ordinal);
    private int _spans;
    private long _version;

    /// <summary>Grows with everything that comes: who shows something looks whether it is still the same.</summary>
    public long Version => Interlocked.Read(ref _version);

    public Counts Counts
    {
        get
        {
            lock (_lock)
            {
                return field with { Spans = _spans, Traces = _traces.Count, Logs = _logs.Count };
            }
        }
        private set;
    } = new(0, 0, 0, 0, 0, 0);

    public void Add(IReadOnlyCollection<Span> spans)
    {
        lock (_lock)
        {
            foreach (var span in spans)
            {
                Add(span);
            }
        }

        Interlocked.Increment(ref _version);
    }

    public void Add(IReadOnlyCollection<LogEntry> logs)
    {
        lock (_lock)
        {
            foreach (var log in logs)
            {
                _logs.Add(log.Participant, log, Footprint.Of(log));
            }

            for (; _logs.Bytes > options.Value.MaximumMemory / 4; _logs.TakeOldestOfTheLargest(Footprint.Of))
            {
                Counts = Counts with { DroppedLogs = Counts.DroppedLogs + 1 };
            }
        }

        Interlocked.Increment(ref _version);
    }

    public void Add(IReadOnlyCollection<MetricSeries> series)
    {
        lock (_lock)
        {
            foreach (var one in series)
            {
                var key = $"{one.Name}\n{one.Attributes}";
                if (!_metrics.TryGetValue(one.Participant, out var kept) && _metrics.Count < options.Value.MaximumParticipants)
                {
                    _metrics[one.Participant] = kept = new(StringComparer.Ordinal);
                }

                if (kept is not null && (kept.Count < options.Value.MaximumSeries || kept.ContainsKey(key)))
                {
                    kept[key] = one;
                }
                else
                {
                    Counts = Counts with { DroppedSeries = Counts.DroppedSeries + 1 };
                }
            }
        }

        Interlocked.Increment(ref _version);
    }

    /// <summary>The newest traces.</summary>
    public IReadOnlyList<KeptTrace> Newest(int count)
    {
        lock (_lock)
        {
            return [.. _traces.Values.OrderByDescending(trace => trace.Start).Take(count)];
        }
    }

    /// <summary>The spans of a trace, none where it is not known (any more).</summary>
    public IReadOnlyList<Span> OfTrace(string trace)
    {
        lock (_lock)
        {
            return _traces.TryGetValue(trace, out var kept) ? kept.Spans() : [];
        }
    }

    /// <summary>The spans of every trace in which an upload is named: a request that goes on with it may begin one of its own.</summary>
    public IReadOnlyList<Span> OfUpload(string upload)
    {
        lock (_lock)
        {
            return _uploads.TryGetValue(upload, out var traces)
                ? [.. traces.Where(_traces.ContainsKey).SelectMany(trace => _traces[trace].Spans())]
                : [];
        }
    }

    /// <summary>The log records of some traces, the oldest first.</summary>
    public IReadOnlyList<LogEntry> LogsOf(IReadOnlySet<string> traces)
    {
        lock (_lock)
        {
            return [.. _logs.Items.Where(log => log.TraceId is not null && traces.Contains(log.TraceId)).OrderBy(log => log.At)];
        }
    }

    /// <summary>The newest values of all series.</summary>
    public IReadOnlyList<MetricSeries> Metrics()
    {
        lock (_lock)
        {
            return [.. _metrics.Values.SelectMany(series => series.Values)];
        }
    }

    private void Add(Span span)
    {
        if (!_traces.TryGetValue(span.TraceId, out var trace))
        {
            trace = _traces[span.TraceId] = new KeptTrace(span.TraceId, span.Participant);
            _shares.Add(trace.Owner, trace, 0);
        }

        if (trace.Count >= options.Value.MaximumSpansPerTrace)
        {
            Counts = Counts with { DroppedSpans = Counts.DroppedSpans + 1 };
            return;
        }

        var (count, bytes) = (trace.Count, trace.Bytes);
        trace.Put(span);
        _spans += trace.Count - count;
        _shares.Grow(trace.Owner, trace.Bytes - bytes);
        if (span.Attribute(UploadId) is { } upload)
        {
            (_uploads.TryGetValue(upload, out var traces) ? traces : _uploads[upload] = new(StringComparer.Ordinal)).Add(span.TraceId);
        }

        while (_shares.Bytes > options.Value.MaximumMemory / 4 * 3 && _shares.Count > 1)
        {
            Drop(_shares.TakeOldestOfTheLargest(one => one.Bytes));
        }
    }

    private void Drop(KeptTrace trace)
    {
        _traces.Remove(trace.Id);
        _spans -= trace.Count;
        Counts = Counts with { DroppedSpans = Counts.DroppedSpans + trace.Count };
        foreach (var upload in trace.Spans().Select(span => span.Attribute(UploadId)).OfType<string>().Distinct())
        {
            if (_uploads.TryGetValue(upload, out var traces) && traces.Remove(trace.Id) && traces.Count == 0)
            {
                _uploads.Remove(upload);
            }
        }
    }
}

/// <summary>What is kept, and what had to go.</summary>
internal sealed record Counts(int Spans, int Traces, int Logs, long DroppedSpans, long DroppedLogs, long DroppedSeries);
