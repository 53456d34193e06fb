using System.Text.Json;
using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Events;

/// <summary>A value as its word in lower case, and no other form of it: the framework's converter also reads capitals and numbers.</summary>
public sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> s_values = Enum.GetValues<T>().ToDictionary(Word, StringComparer.Ordinal);

    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && s_values.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException($"This is none of {string.Join(", ", s_values.Keys)}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(
        s_values.ContainsValue(value) ? Word(value) : throw new ArgumentOutOfRangeException(nameof(value), value, null));

    private static string Word(T value) => value.ToString().ToLowerInvariant();
}
