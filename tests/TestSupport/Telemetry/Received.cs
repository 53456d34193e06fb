namespace UploadProcessing.TestSupport.Telemetry;

/// <summary>A log record as a test asks for it.</summary>
public sealed record ReceivedLog(string Participant, string Category, string Severity, string Body, IReadOnlyDictionary<string, string> Attributes);

/// <summary>One point of a metric; the value of a histogram is its sum.</summary>
public sealed record ReceivedMetric(string Participant, string Name, string Unit, double Value, IReadOnlyDictionary<string, string> Attributes);

/// <summary>A text and where it stood, for example <c>span 'PUT /data' of ocdav: attribute url.path</c>.</summary>
public sealed record ReceivedText(string Place, string Text);

/// <summary>One export, uncompressed.</summary>
public sealed record ReceivedBody(string Path, ReadOnlyMemory<byte> Content);
