using System.Text.Json;
using System.Text.Json.Serialization;
using UploadProcessing.Storage.Rescans;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>A rescan's id as text; it is only written.</summary>
internal sealed class RescanIdConverter : JsonConverter<RescanId>
{
    public override RescanId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, RescanId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
