using System.Text.Json.Serialization;

namespace UploadProcessing.DataProvider.Progress;

/// <summary>What the progress resource says.</summary>
internal sealed record UploadProgress
{
    /// <summary><c>receiving</c>, <c>processing</c>, <c>finalized</c> or <c>aborted</c>.</summary>
    public required string State { get; init; }

    /// <summary>Bytes; absent while unknown.</summary>
    public long? Length { get; init; }

    /// <summary>The mandatory steps, in order.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Since when they are at work.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The file, once it is one.</summary>
    public string? FileId { get; init; }

    /// <summary>Its etag, with its quotes.</summary>
    [JsonPropertyName("etag")]
    public string? ETag { get; init; }

    /// <summary>Which step has said no.</summary>
    public string? FailedStep { get; init; }

    /// <summary>Why it ended without a file.</summary>
    public string? Reason { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(UploadProgress))]
internal sealed partial class ProgressJson : JsonSerializerContext;
