using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.Contracts.Administration;

/// <summary>An upload as an operator sees it in a list.</summary>
public record AdminUpload
{
    /// <summary>The upload.</summary>
    public required UploadId Id { get; init; }

    /// <summary>Where it is.</summary>
    public required ProgressState State { get; init; }

    /// <summary>The name its file has, or will have.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is to be.</summary>
    public required SpaceId SpaceId { get; init; }

    /// <summary>Who uploads it.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Bytes that have arrived.</summary>
    public required long Offset { get; init; }

    /// <summary>Bytes it will have; absent while the client has not said.</summary>
    public long? Length { get; init; }

    /// <summary>When it was initiated.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last happened to it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The step that is at work, or that ended it.</summary>
    public string? Step { get; init; }

    /// <summary>Which attempt at that step.</summary>
    public int? Attempt { get; init; }

    /// <summary>Why it ended without a file, or why its step is tried again.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether its bytes are kept though it was aborted.</summary>
    public required bool KeepsBytes { get; init; }
}
