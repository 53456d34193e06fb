using System.Text.Json;
using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Events;

/// <summary>A user as the identity provider's text.</summary>
public sealed class UserIdConverter : JsonConverter<UserId>
{
    /// <inheritdoc/>
    public override UserId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String && reader.GetString() is { Length: > 0 } name
            ? new UserId(name)
            : throw new JsonException("This is no UserId.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, UserId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}
