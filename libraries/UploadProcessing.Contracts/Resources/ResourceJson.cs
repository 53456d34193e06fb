using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Resources;

/// <summary>How the AppHost's resources are JSON: names in camel case, times as RFC 3339, absent instead of null.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(IReadOnlyList<ResourceStatus>))]
[JsonSerializable(typeof(IReadOnlyList<ResourceLogLine>))]
[JsonSerializable(typeof(ResourceCommandOutcome))]
public sealed partial class ResourceJson : JsonSerializerContext;
