using Microsoft.Extensions.Options;
using UploadProcessing.Dashboard.Telemetry;
using UploadProcessing.Sequences;

namespace UnitTests.Dashboard;

/// <summary>What the dashboard keeps is bounded: the oldest goes, and is counted.</summary>
public sealed class TelemetryStoreTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Spans_MoreThanThereIsRoomFor_TheOldestTracesGo()
    {
        const int Each = 10;
        var room = 10 * Each * Footprint.Of(Span("t00", "0", upload: "u00"));
        var store = Store(options => options.MaximumMemory = room / 3 * 4);

        for (var trace = 0; trace < 30; trace++)
        {
            store.Add([.. Enumerable.Range(0, Each).Select(span => Span($"t{trace:00}", $"{span}", upload: $"u{trace:00}"))]);
        }

        Assert.Equal((100, 10, 200L), (store.Counts.Spans, store.Counts.Traces, store.Counts.DroppedSpans));
        Assert.Empty(store.OfTrace("t00"));
        Assert.Empty(store.OfUpload("u00"));
        Assert.Equal(10, store.OfTrace("t29").Count);
        Assert.Equal(10, store.OfUpload("u29").Count);
    }

    [Fact]
    public void Trace_ThatDoesNotEnd_DisplacesNobody()
    {
        var store = Store(options => options.MaximumSpansPerTrace = 100);
        store.Add([Span("quiet", "1")]);

        store.Add([.. Enumerable.Range(0, 5000).Select(span => Span("loud", $"{span}"))]);

        Assert.Equal(100, store.OfTrace("loud").Count);
        Assert.Single(store.OfTrace("quiet"));
        Assert.Equal(4900, store.Counts.DroppedSpans);
    }

    [Fact]
    public void Participant_WhoIsLoud_DisplacesOnlyItself()
    {
        var store = Store(options => options.MaximumMemory = 1 << 20);
        store.Add([Span("quiet", "1") with { Participant = "quiet" }]);
        store.Add([Log("quiet", "said once", "quiet")]);

        store.Add([.. Enumerable.Range(0, 5000).Select(number => Span($"{number}", "1"))]);
        store.Add([.. Enumerable.Range(0, 5000).Select(number => Log("p", "said again and again", "loud"))]);

        Assert.True(store.Counts is { DroppedSpans: > 1000, DroppedLogs: > 1000 }, $"{store.Counts}");
        Assert.Single(store.OfTrace("quiet"));
        Assert.Equal(["said once"], store.LogsOf(new HashSet<string> { "quiet" }).Select(log => log.Text));
        Assert.NotEmpty(store.OfTrace("4999"));
    }

    [Fact]
    public void Span_ThatBecomesLarger_IsCountedAsWhatItIs()
    {
        var store = Store(options => options.MaximumMemory = 1 << 20);
        var large = new Dictionary<string, string> { ["large"] = new('x', 300_000) };
        store.Add([Span("old", "1") with { IsOpen = true }]);

        store.Add([Span("old", "1") with { Attributes = large }]);
        store.Add([Span("new", "1") with { Attributes = large }]);

        Assert.Empty(store.OfTrace("old"));
        Assert.Single(store.OfTrace("new"));
    }

    [Fact]
    public void Span_ThatComesTwice_IsKeptOnce()
    {
        var store = Store();

        store.Add([Span("t", "1"), Span("t", "1")]);
        store.Add([Span("t", "1")]);

        Assert.Equal(1, store.Counts.Spans);
    }

    [Fact]
    public void OpenSpan_IsReplacedByItsEnd_WhicheverComesFirst()
    {
        var store = Store();
        var (open, ended) = (Span("t", "1") with { IsOpen = true }, Span("t", "1"));

        store.Add([open]);
        Assert.True(store.OfTrace("t").Single().IsOpen);
        store.Add([ended]);
        store.Add([open]);

        Assert.False(store.OfTrace("t").Single().IsOpen);
    }

    [Fact]
    public void Upload_OfSeveralTraces_IsFoundByAllOfThem()
    {
        var store = Store();

        store.Add([Span("first", "1", upload: "u"), Span("first", "2"), Span("later", "3", upload: "u"), Span("other", "4", upload: "v")]);

        Assert.Equal(["1", "2", "3"], store.OfUpload("u").Select(span => span.SpanId).Order());
    }

    [Fact]
    public void LogsAndSeries_AreBoundedToo()
    {
        var room = 100 * Footprint.Of(Log("p", "000", "t"));
        var store = Store(options => (options.MaximumMemory, options.MaximumSeries, options.MaximumParticipants) = (4 * room, 10, 2));

        store.Add([.. Enumerable.Range(0, 250).Select(number => Log("p", $"{number:000}", "t"))]);
        store.Add([.. Enumerable.Range(0, 25).Select(number => new MetricSeries("p", "m", "1", $"n={number}", number, null))]);
        store.Add([.. Enumerable.Range(0, 3).Select(number => new MetricSeries($"p{number}", "m", "1", "", number, null))]);

        Assert.Equal((100, 150L, 17L), (store.Counts.Logs, store.Counts.DroppedLogs, store.Counts.DroppedSeries));
        Assert.Equal("249", store.LogsOf(new HashSet<string> { "t" })[^1].Text);
        Assert.Equal(11, store.Metrics().Count);
    }

    [Fact]
    public async Task ManyAtOnce_LoseNothing()
    {
        var store = Store();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() =>
        {
            for (var number = 0; number < 1000; number++)
            {
                store.Add([Span($"t{number}", $"{writer}", upload: "u")]);
                _ = store.Newest(5);
            }
        })));

        Assert.Equal((8000, 1000), (store.Counts.Spans, store.Counts.Traces));
        Assert.Equal(8000, store.OfUpload("u").Count);
    }

    private static TelemetryStore Store(Action<TelemetryOptions>? configure = null)
    {
        var options = new TelemetryOptions();
        configure?.Invoke(options);
        return new TelemetryStore(Options.Create(options));
    }

    private static LogEntry Log(string participant, string text, string trace) =>
        new(s_start, participant, "Info", text, trace, "s", new Dictionary<string, string>());

    private static Span Span(string trace, string id, string? upload = null) => new()
    {
        TraceId = trace,
        SpanId = id,
        Name = id,
        Participant = "p",
        Start = s_start,
        End = s_start,
        Attributes = upload is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["upload.id"] = upload },
    };
}
