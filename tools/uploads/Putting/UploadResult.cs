using System.Text.Json.Serialization;

namespace UploadProcessing.CommandLine.Putting;

/// <summary>What became of one file; a line of <c>uploads put --json</c>.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="State"><c>finalized</c>, <c>processing</c> (with <c>--no-wait</c>), <c>aborted</c> (a step said no), <c>failed</c> (it was not uploaded).</param>
/// <param name="FileId">The file on the server, when it says so.</param>
/// <param name="ETag">Its etag.</param>
/// <param name="Reason">Why it is no file.</param>
internal sealed record UploadResult(string File, string State, string? FileId = null, [property: JsonPropertyName("etag")] string? ETag = null, string? Reason = null);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UploadResult))]
[JsonSerializable(typeof(RememberedUpload))]
internal sealed partial class PutJson : JsonSerializerContext;
