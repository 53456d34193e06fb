using System.Globalization;
using UploadProcessing.Sequences;

namespace UploadProcessing.Dashboard.Receiving;

/// <summary>A request, or the work on an event, that has begun, from what its service says of it (ServiceDefaults, SpanStarts).</summary>
internal static class OpenSpan
{
    public const string Category = "UploadProcessing.SpanStarts";

    private const int TraceIdLength = 32;
    private const int SpanIdLength = 16;

    /// <returns>Null when it is not that.</returns>
    public static Span? Of(IReadOnlyDictionary<string, string> said, string participant, string? instance)
    {
        if (!said.TryGetValue("Trace", out var trace) || !IsId(trace, TraceIdLength) || !said.TryGetValue("Span", out var id) || !IsId(id, SpanIdLength)
            || !DateTimeOffset.TryParse(said.GetValueOrDefault("Start"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var start)
            || Told(said) is not { } told)
        {
            return null;
        }

        return new Span
        {
            TraceId = trace,
            SpanId = id,
            ParentSpanId = said.GetValueOrDefault("Parent") is { } parent && IsId(parent, SpanIdLength) ? parent : null,
            Name = told.Name,
            Kind = told.Kind,
            Participant = participant,
            Instance = instance,
            Start = start,
            End = start,
            IsOpen = true,
            Attributes = told.Attributes,
        };
    }

    private static (string Name, SpanKind Kind, Dictionary<string, string> Attributes)? Told(IReadOnlyDictionary<string, string> said)
    {
        if (!said.TryGetValue("Template", out var template))
        {
            return null;
        }

        return said.GetValueOrDefault("Kind") switch
        {
            "consumer" => ($"process {template}", SpanKind.Consumer, new Dictionary<string, string>
            {
                ["messaging.system"] = said.GetValueOrDefault("System", ""),
                ["messaging.operation.type"] = "process",
                ["messaging.destination.template"] = template,
                ["messaging.nats.message.delivery_attempt"] = said.GetValueOrDefault("Attempt", ""),
            }),
            var kind when said.TryGetValue("Method", out var method) => (
                $"{method} {template}", kind is "client" ? SpanKind.Client : SpanKind.Server,
                new Dictionary<string, string> { ["http.request.method"] = method, ["http.route"] = template }),
            _ => null,
        };
    }

    private static bool IsId(string text, int length) => text.Length == length && text.All(char.IsAsciiHexDigitLower);
}
