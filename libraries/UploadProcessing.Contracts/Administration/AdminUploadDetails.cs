using UploadProcessing.Contracts.Progress;

namespace UploadProcessing.Contracts.Administration;

/// <summary>One upload, with all that is known of it.</summary>
public sealed record AdminUploadDetails : AdminUpload
{
    /// <summary>Which run of its steps this is about; absent before the first.</summary>
    public int? Run { get; init; }

    /// <summary>The mandatory steps, in order.</summary>
    public required IReadOnlyList<StepProgress> Steps { get; init; }

    /// <summary>What steps remarked without refusing.</summary>
    public required IReadOnlyList<string> Marks { get; init; }

    /// <summary>The file, once it is one.</summary>
    public string? FileId { get; init; }

    /// <summary>The trace that its creation began; what came after is linked to it or in it.</summary>
    public string? TraceId { get; init; }

    /// <summary>When it ends at the latest.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What happened to it, in order.</summary>
    public required IReadOnlyList<AdminHistoryEntry> History { get; init; }
}
