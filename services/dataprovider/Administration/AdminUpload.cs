using System.Text.Json.Serialization;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Storage.Rescans;

namespace UploadProcessing.DataProvider.Administration;

/// <summary>An upload as an operator sees it in a list.</summary>
internal record AdminUpload
{
    public required UploadId Id { get; init; }

    public required ProgressState State { get; init; }

    public required string Name { get; init; }

    public required SpaceId SpaceId { get; init; }

    public required UserId UserId { get; init; }

    /// <summary>Bytes that have arrived.</summary>
    public required long Offset { get; init; }

    public long? Length { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When something last happened to it.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The step that is at work, or that ended it.</summary>
    public string? Step { get; init; }

    public int? Attempt { get; init; }

    /// <summary>Why it ended without a file, or why its step is tried again.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether its bytes are kept though it was aborted.</summary>
    public required bool KeepsBytes { get; init; }
}

/// <summary>One upload, with all that is known of it.</summary>
internal sealed record AdminUploadDetails : AdminUpload
{
    public int? Run { get; init; }

    public required IReadOnlyList<StepProgress> Steps { get; init; }

    /// <summary>What steps remarked without refusing.</summary>
    public required IReadOnlyList<string> Marks { get; init; }

    public string? FileId { get; init; }

    /// <summary>The trace that its creation began; what came after is linked to it or in it.</summary>
    public string? TraceId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required IReadOnlyList<AdminHistoryEntry> History { get; init; }
}

/// <summary>One thing that happened to an upload.</summary>
internal sealed record AdminHistoryEntry(long Sequence, DateTimeOffset At, string Kind, int? Run, StepChange? Change, string? Detail);

/// <summary>A page of a list.</summary>
/// <param name="Uploads">The newest first.</param>
/// <param name="Next">What the next page is asked for with; none after the last.</param>
internal sealed record AdminUploadList(IReadOnlyList<AdminUpload> Uploads, UploadId? Next);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(IdConverter<UploadId>), typeof(IdConverter<SpaceId>), typeof(IdConverter<NodeId>), typeof(UserIdConverter), typeof(RescanIdConverter)])]
[JsonSerializable(typeof(AdminUploadList))]
[JsonSerializable(typeof(AdminUploadDetails))]
[JsonSerializable(typeof(GivenUpList))]
[JsonSerializable(typeof(HealthDetails))]
[JsonSerializable(typeof(Rescan))]
[JsonSerializable(typeof(IReadOnlyList<Rescan>))]
[JsonSerializable(typeof(IReadOnlyList<QuarantinedFile>))]
internal sealed partial class AdminJson : JsonSerializerContext;
