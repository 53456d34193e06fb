namespace UploadProcessing.Sequences;

/// <summary>A reference from one span to another one, possibly of another trace.</summary>
/// <param name="TraceId">The other span's trace.</param>
/// <param name="SpanId">The other span.</param>
public sealed record SpanLink(string TraceId, string SpanId);
