using System.Globalization;
using UploadProcessing.Otlp;

namespace UploadProcessing.Sequences.Otlp;

/// <summary>OTLP's values as text.</summary>
internal static class OtlpValues
{
    public static string Text(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => value.StringValue,
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.ArrayValue => $"[{string.Join(", ", value.ArrayValue.Values.Select(Text))}]",
        AnyValue.ValueOneofCase.KvlistValue => $"{{{string.Join(", ", value.KvlistValue.Values.Select(pair => $"{pair.Key}: {Text(pair.Value)}"))}}}",
        AnyValue.ValueOneofCase.BytesValue => value.BytesValue.ToStringUtf8(),
        _ => "",
    };

    public static Dictionary<string, string> Dictionary(IEnumerable<KeyValue> attributes)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in attributes)
        {
            values[attribute.Key] = Text(attribute.Value);
        }

        return values;
    }

    public static string Participant(Resource? resource) => Find(resource, "service.name") ?? "unknown_service";

    public static string? Instance(Resource? resource) => Find(resource, "service.instance.id");

    private static string? Find(Resource? resource, string name) =>
        resource?.Attributes.FirstOrDefault(attribute => attribute.Key == name) is { } found ? Text(found.Value) : null;
}
