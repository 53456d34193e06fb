using UploadProcessing.Otlp;
using UploadProcessing.Sequences.Otlp;

namespace UploadProcessing.TestSupport.Telemetry;

/// <summary>Every text of an export with its place, so that a leak is reported as "span 'X' of ocdav: attribute url.path".</summary>
internal static class OtlpTexts
{
    public static IEnumerable<ReceivedText> Of(ExportTraceServiceRequest request)
    {
        foreach (var resource in request.ResourceSpans)
        {
            var participant = OtlpValues.Participant(resource.Resource);
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
            {
                var place = $"span '{span.Name}' of {participant}";
                yield return new ReceivedText($"{place}: name", span.Name);
                yield return new ReceivedText($"{place}: trace state", span.TraceState);
                yield return new ReceivedText($"{place}: status", span.Status?.Message ?? "");
                IEnumerable<ReceivedText> texts =
                [
                    .. Of(place, span.Attributes),
                    .. span.Events.Select(happening => new ReceivedText($"{place}: event", happening.Name)),
                    .. span.Events.SelectMany(happening => Of($"{place}: event {happening.Name}", happening.Attributes)),
                    .. span.Links.SelectMany(link => Of($"{place}: link", link.Attributes)),
                ];
                foreach (var text in texts)
                {
                    yield return text;
                }
            }
        }
    }

    public static IEnumerable<ReceivedText> Of(ExportLogsServiceRequest request) =>
        from resource in request.ResourceLogs
        from scope in resource.ScopeLogs
        from record in scope.LogRecords
        let place = $"log of {scope.Scope?.Name} in {OtlpValues.Participant(resource.Resource)}"
        from text in Of(place, record.Attributes).Prepend(new ReceivedText($"{place}: body", OtlpValues.Text(record.Body)))
        select text;

    public static IEnumerable<ReceivedText> Of(ExportMetricsServiceRequest request) =>
        from metric in OtlpRecords.Read(request)
        from attribute in metric.Attributes
        select new ReceivedText($"metric {metric.Name} of {metric.Participant}: attribute {attribute.Key}", attribute.Value);

    private static IEnumerable<ReceivedText> Of(string place, IEnumerable<KeyValue> attributes) =>
        attributes.Select(attribute => new ReceivedText($"{place}: attribute {attribute.Key}", OtlpValues.Text(attribute.Value)));
}
