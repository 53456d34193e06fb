using System.Text.Json;
using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Events;

/// <summary>An outcome as its word, and no other form of it: the framework's converter also reads capitals and numbers.</summary>
public sealed class StepOutcomeConverter : JsonConverter<StepOutcome>
{
    /// <inheritdoc/>
    public override StepOutcome Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        (reader.TokenType is JsonTokenType.String ? reader.GetString() : null) switch
        {
            "continue" => StepOutcome.Continue,
            "retry" => StepOutcome.Retry,
            "abort" => StepOutcome.Abort,
            "delete" => StepOutcome.Delete,
            _ => throw new JsonException("This is none of continue, retry, abort and delete."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, StepOutcome value, JsonSerializerOptions options) => writer.WriteStringValue(value switch
    {
        StepOutcome.Continue => "continue",
        StepOutcome.Retry => "retry",
        StepOutcome.Abort => "abort",
        StepOutcome.Delete => "delete",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    });
}
