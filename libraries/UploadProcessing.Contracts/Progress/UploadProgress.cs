using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Progress;

/// <summary>Where one upload is: what the progress resource says, and every message of its streams (docs/progress.schema.json).</summary>
public sealed record UploadProgress
{
    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>Where it is.</summary>
    public required ProgressState State { get; init; }

    /// <summary>The name its file has, or will have.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes that have arrived.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes it will have; absent while the client has not said.</summary>
    public long? Length { get; init; }

    /// <summary>Bytes per second over the last seconds; only while bytes arrive.</summary>
    public long? Rate { get; init; }

    /// <summary>Which run of its steps this is about; absent before the first.</summary>
    public int? Run { get; init; }

    /// <summary>The mandatory steps, in order; none where the space has none.</summary>
    public IReadOnlyList<StepProgress> Steps { get; init; } = [];

    /// <summary>When it was initiated.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its last byte had arrived.</summary>
    public DateTimeOffset? ReceivedAt { get; init; }

    /// <summary>When it was finalized or aborted.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The file, once it is one.</summary>
    public string? FileId { get; init; }

    /// <summary>Its etag, with its quotes.</summary>
    [JsonPropertyName("etag")]
    public string? ETag { get; init; }

    /// <summary>Which step has decided against it.</summary>
    public string? FailedStep { get; init; }

    /// <summary>Why it ended without a file.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether its bytes were kept, so that it may be processed again.</summary>
    public bool? MayRestart { get; init; }

    /// <summary>The number of the last thing that happened; the id of the message that said so.</summary>
    public long Position { get; init; }
}
