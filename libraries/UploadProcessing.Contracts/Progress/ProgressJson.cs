using System.Text.Json.Serialization;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Contracts.Progress;

/// <summary>How progress is JSON: names in camel case, ids as text, times as RFC 3339, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(IdConverter<UploadId>), typeof(IdConverter<SpaceId>), typeof(IdConverter<NodeId>), typeof(UserIdConverter)])]
[JsonSerializable(typeof(UploadProgress))]
[JsonSerializable(typeof(ProgressMessage))]
public sealed partial class ProgressJson : JsonSerializerContext;
