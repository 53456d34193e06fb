using System.Text.Json.Serialization;
using UploadProcessing.Contracts.Processing;

namespace UploadProcessing.Contracts.Events;

/// <summary>How events are JSON: names in camel case, ids as text, times as RFC 3339, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    Converters = [typeof(IdConverter<UploadId>), typeof(IdConverter<SpaceId>), typeof(IdConverter<NodeId>), typeof(UserIdConverter)])]
[JsonSerializable(typeof(AllBytesReceived))]
[JsonSerializable(typeof(ProcessingAborted))]
[JsonSerializable(typeof(ProcessingFinished))]
[JsonSerializable(typeof(UploadAborted))]
[JsonSerializable(typeof(ContentAddress))]
[JsonSerializable(typeof(ContentAddressRequest))]
[JsonSerializable(typeof(StepChanged))]
[JsonSerializable(typeof(StepFinished))]
[JsonSerializable(typeof(StepRequested))]
[JsonSerializable(typeof(UploadReady))]
internal sealed partial class EventJson : JsonSerializerContext;
