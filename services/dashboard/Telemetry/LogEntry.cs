namespace UploadProcessing.Dashboard.Telemetry;

/// <summary>One log record.</summary>
public sealed record LogEntry(
    DateTimeOffset At, string Participant, string Severity, string Text, string? TraceId, string? SpanId, IReadOnlyDictionary<string, string> Attributes);
