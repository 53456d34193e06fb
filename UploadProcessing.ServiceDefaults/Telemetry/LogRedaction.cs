using System.Globalization;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace UploadProcessing.ServiceDefaults.Telemetry;

/// <summary>Nobody logs a token on purpose; an exception that quotes a URL does it without knowing.</summary>
internal sealed class LogRedaction : BaseProcessor<LogRecord>
{
    public override void OnEnd(LogRecord record)
    {
        if (TokenShape.TryRedact(record.FormattedMessage, out var message))
        {
            record.FormattedMessage = message;
        }

        if (TokenShape.TryRedact(record.Body, out var body))
        {
            record.Body = body;
        }

        if (record.Attributes is { } attributes && attributes.Any(attribute => TokenShape.IsIn(Text(attribute.Value))))
        {
            record.Attributes = [.. attributes.Select(Redacted)];
        }

        if (record.Exception is { } exception && TokenShape.TryRedact(exception.ToString(), out var stackTrace))
        {
            // The exporter writes these three from the exception; it has to do with the redacted ones.
            TokenShape.TryRedact(exception.Message, out var reason);
            record.Exception = null;
            record.Attributes =
            [
                .. record.Attributes ?? [],
                new("exception.type", exception.GetType().FullName),
                new("exception.message", reason),
                new("exception.stacktrace", stackTrace),
            ];
        }
    }

    private static KeyValuePair<string, object?> Redacted(KeyValuePair<string, object?> attribute) =>
        TokenShape.TryRedact(Text(attribute.Value), out var redacted) ? new(attribute.Key, redacted) : attribute;

    private static string? Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture);
}
