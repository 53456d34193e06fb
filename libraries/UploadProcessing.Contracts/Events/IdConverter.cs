using System.Text.Json;
using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Events;

/// <summary>An id as the text it is everywhere else, and no other form of it.</summary>
public sealed class IdConverter<T> : JsonConverter<T>
    where T : struct, IParsable<T>
{
    /// <inheritdoc/>
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && T.TryParse(reader.GetString(), provider: null, out var id)
            ? id
            : throw new JsonException($"This is no {typeof(T).Name}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
