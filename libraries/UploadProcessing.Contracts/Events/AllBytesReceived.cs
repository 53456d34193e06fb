using System.Text.Json;

namespace UploadProcessing.Contracts.Events;

/// <summary>The payload of <c>all-bytes-received</c>: mandatory steps have to decide about an upload (docs/events.md).</summary>
public sealed record AllBytesReceived
{
    /// <summary>The version this build writes. Fields may be added to it; one that goes or means something else makes the next version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The payload's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>Which run of its steps this is: 1 for the first, more for each restart. Outcomes name it; one of an older run has no effect.</summary>
    public required int Run { get; init; }

    /// <summary>What has to be done, in order: names of steps in the configuration of processing.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>What was remarked by steps that have let it pass in an earlier run and are not done again.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>Set when it is a file already and is looked at again: which rescan asks. Outcomes name it.</summary>
    public Guid? Rescan { get; init; }

    /// <summary>The space it goes to.</summary>
    public required SpaceId SpaceId { get; init; }

    /// <summary>Whose space that is.</summary>
    public required UserId SpaceOwner { get; init; }

    /// <summary>The folder.</summary>
    public required NodeId ParentId { get; init; }

    /// <summary>The name that the file will have.</summary>
    public required string Name { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Of the bytes, taken while they passed: <c>{algorithm} {hex}</c>.</summary>
    public required string Digest { get; init; }

    /// <summary>The checksum the client sent and that was verified, in the same form; absent when it sent none.</summary>
    public string? Checksum { get; init; }

    /// <summary>Who uploads.</summary>
    public required UserId UserId { get; init; }

    /// <summary>When the last byte had arrived.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or another.</summary>
    /// <exception cref="JsonException">A field is missing or wrong, or the version is one that this build does not know.</exception>
    public static AllBytesReceived FromJson(ReadOnlySpan<byte> utf8)
    {
        var read = JsonSerializer.Deserialize(utf8, EventJson.Default.AllBytesReceived) ?? throw new JsonException("There is no event.");
        return read.Version is CurrentVersion
            ? read
            : throw new JsonException($"all-bytes-received has version {read.Version}; this build knows {CurrentVersion}.");
    }

    /// <summary>The payload as it is published.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.AllBytesReceived);
}
