using System.Text.Json.Serialization;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Contracts.Administration;

/// <summary>How the Admin API is JSON: names in camel case, ids as text, times as RFC 3339, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(IdConverter<UploadId>), typeof(IdConverter<SpaceId>), typeof(IdConverter<NodeId>), typeof(UserIdConverter)])]
[JsonSerializable(typeof(AdminUploadList))]
[JsonSerializable(typeof(AdminUploadDetails))]
[JsonSerializable(typeof(AdminGivenUpList))]
[JsonSerializable(typeof(AdminHealth))]
[JsonSerializable(typeof(AdminRescan))]
[JsonSerializable(typeof(IReadOnlyList<AdminRescan>))]
[JsonSerializable(typeof(IReadOnlyList<AdminQuarantinedFile>))]
[JsonSerializable(typeof(AdminRestart))]
[JsonSerializable(typeof(AdminAbort))]
[JsonSerializable(typeof(AdminRescanRequest))]
public sealed partial class AdminJson : JsonSerializerContext;
