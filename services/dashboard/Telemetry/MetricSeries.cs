namespace UploadProcessing.Dashboard.Telemetry;

/// <summary>The newest value of one series of one participant.</summary>
/// <param name="Participant">Who measured.</param>
/// <param name="Name">The metric.</param>
/// <param name="Unit">Its unit (UCUM).</param>
/// <param name="Attributes">What tells the series apart, as text.</param>
/// <param name="Value">The sum or the gauge; of a histogram its mean.</param>
/// <param name="Count">Of a histogram: measurements.</param>
internal sealed record MetricSeries(string Participant, string Name, string Unit, string Attributes, double Value, ulong? Count);
