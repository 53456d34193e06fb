using System.Text.Json;

namespace UploadProcessing.Contracts.Events;

/// <summary>The payload of <c>upload-aborted</c>: an upload that was being processed has ended without a file (docs/events.md).</summary>
public sealed record UploadAborted
{
    /// <summary>The version this build writes. Fields may be added to it; one that goes or means something else makes the next version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The payload's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>The space it was to go to.</summary>
    public required SpaceId SpaceId { get; init; }

    /// <summary>The folder.</summary>
    public required NodeId ParentId { get; init; }

    /// <summary>The name that the file would have had.</summary>
    public required string Name { get; init; }

    /// <summary>Who uploaded.</summary>
    public required UserId UserId { get; init; }

    /// <summary>The step that said no; absent when it was something else, such as a quota or an expiry.</summary>
    public string? Step { get; init; }

    /// <summary>Why, in words for whoever uploaded.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the bytes are kept for the operator.</summary>
    public required bool BytesKept { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset AbortedAt { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or another.</summary>
    /// <exception cref="JsonException">A field is missing or wrong, or the version is one that this build does not know.</exception>
    public static UploadAborted FromJson(ReadOnlySpan<byte> utf8)
    {
        var read = JsonSerializer.Deserialize(utf8, EventJson.Default.UploadAborted) ?? throw new JsonException("There is no event.");
        return read.Version is CurrentVersion
            ? read
            : throw new JsonException($"upload-aborted has version {read.Version}; this build knows {CurrentVersion}.");
    }

    /// <summary>The payload as it is published.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.UploadAborted);
}
