using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace UploadProcessing.Messaging;

/// <summary>What a server did not do although it was asked to: servers ignore settings that they are too old for, without a word.</summary>
/// <remarks>nats-server 2.9.10: several filter subjects of a consumer, a message's own time to live, compression.</remarks>
public static class ConfigurationDifferences
{
    // Choices as words, or the first of them would look like a number that was left out; and a subject's '>' as it is.
    private static readonly JsonSerializerOptions Readable = new()
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Compares what was asked for with what the server says it has; what was not asked for is the server's business.</summary>
    /// <returns>One line for each setting that differs: <c>max_age: asked for 60, got 0</c>.</returns>
    public static IReadOnlyList<string> Between<T>(T asked, T got)
        where T : notnull
    {
        // As NATS sends them: a setting that is left at its default is not sent, and 0 means that the server decides.
        var answered = Fields(got);
        return
        [
            .. Fields(asked)
                .Where(field => !IsLeftToTheServer(field.Value) && !JsonNode.DeepEquals(field.Value, answered[field.Key]))
                .Select(field => $"{field.Key}: asked for {Text(field.Value)}, got {Text(answered[field.Key])}"),
        ];
    }

    private static JsonObject Fields<T>(T configuration) => JsonSerializer.SerializeToNode(configuration, Readable)!.AsObject();

    private static bool IsLeftToTheServer(JsonNode? value) => value is null || value.ToJsonString() is "0";

    private static string Text(JsonNode? value) => value?.ToJsonString(Readable) ?? "nothing";
}
