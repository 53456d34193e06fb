using System.Text.RegularExpressions;

namespace UploadProcessing.Sequences.Labels;

/// <summary><c>emit processing-finished({uploadid}) event</c> and <c>processing-finished({uploadid}) event</c>.</summary>
internal static partial class EventLabels
{
    public static string Emit(Span span) => $"emit {Event(span)} event";

    public static string Deliver(Span span) => $"{Event(span)} event";

    public static string Broker(Span span) => span.Attribute(AttributeNames.MessagingSystem) ?? "broker";

    public static string? Destination(Span span) => span.Attribute(AttributeNames.Destination);

    /// <summary>
    /// Subjects NATS uses for itself (its API, acknowledgements, inboxes) are no arrows of anybody's design; its .NET client
    /// calls every inbox <c>inbox</c>.
    /// </summary>
    public static bool IsPlumbing(Span span) =>
        Destination(span) is { } name
        && (name.StartsWith('$') || name.StartsWith("_INBOX", StringComparison.Ordinal) || name == "inbox");

    /// <summary>Whether it is the work on a message, rather than that it was received.</summary>
    public static bool IsProcessing(Span span) => span.Kind == SpanKind.Consumer && span.Attribute(AttributeNames.MessagingOperation) == "process";

    /// <summary>The last word of the subject is the event, what identifies is its parameter: <c>uploads.{event}.{uploadid}</c>.</summary>
    private static string Event(Span span)
    {
        // A template without parameters says less than the name: what a consumer pulls has the template "inbox".
        var template = span.Attribute(AttributeNames.DestinationTemplate);
        var subject = template?.Contains('{') == true ? template : Destination(span) ?? span.Name;
        var tokens = subject.Split('.');
        var name = tokens.LastOrDefault(token => !IsParameter(token)) ?? subject;
        var parameters = tokens.Where(IsParameter).Select(token => token[0] == '{' ? token : "{uploadid}");
        var list = string.Join(", ", parameters);
        return list.Length == 0 ? name : $"{name}({list})";
    }

    private static bool IsParameter(string token) => Parameter().IsMatch(token);

    [GeneratedRegex(@"^(\{[^{}]+\}|[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})$")]
    private static partial Regex Parameter();
}
