using System.Text.Json;
using System.Text.Json.Serialization;

namespace UploadProcessing.Contracts.Events;

/// <summary>The payload of <c>upload-ready</c>: which file shows the upload's bytes from now on (docs/events.md).</summary>
public sealed record UploadReady
{
    /// <summary>The version this build writes. Fields may be added to it; one that goes or means something else makes the next version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The payload's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The upload, which is also the revision.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>The space it is in.</summary>
    public required SpaceId SpaceId { get; init; }

    /// <summary>Whose space that is.</summary>
    public required UserId SpaceOwner { get; init; }

    /// <summary>The file.</summary>
    public required NodeId NodeId { get; init; }

    /// <summary>The folder the file was in when the upload ended.</summary>
    public required NodeId ParentId { get; init; }

    /// <summary>The file's name then.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The file's new etag, with its quotes.</summary>
    [JsonPropertyName("etag")]
    public required string ETag { get; init; }

    /// <summary>The file's modification time: what the client gave, or when it was written.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>Of the bytes, taken while they passed: <c>{algorithm} {hex}</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>The checksum the client sent and that was verified, in the same form; absent when it sent none.</summary>
    public string? Checksum { get; init; }

    /// <summary>Who uploaded.</summary>
    public required UserId UserId { get; init; }

    /// <summary>Whether the file is new; otherwise it has one revision more.</summary>
    public required bool Created { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset ReadyAt { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or another.</summary>
    /// <exception cref="JsonException">A field is missing or wrong, or the version is one that this build does not know.</exception>
    public static UploadReady FromJson(ReadOnlySpan<byte> utf8)
    {
        var read = JsonSerializer.Deserialize(utf8, EventJson.Default.UploadReady) ?? throw new JsonException("There is no event.");
        return read.Version is CurrentVersion
            ? read
            : throw new JsonException($"upload-ready has version {read.Version}; this build knows {CurrentVersion}.");
    }

    /// <summary>The payload as it is published.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.UploadReady);
}
