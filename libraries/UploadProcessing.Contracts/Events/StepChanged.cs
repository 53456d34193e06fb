using System.Globalization;
using System.Text.Json;

namespace UploadProcessing.Contracts.Events;

/// <summary>The payload of <c>step-changed</c>: how far a run is, for those who watch it (docs/events.md). Nothing depends on it.</summary>
public sealed record StepChanged
{
    /// <summary>The version this build writes. Fields may be added to it; one that goes or means something else makes the next version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The payload's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>Its run, as <see cref="AllBytesReceived.Run"/> numbered it.</summary>
    public required int Run { get; init; }

    /// <summary>What has changed since the last one, in order.</summary>
    public required IReadOnlyList<StepChange> Changes { get; init; }

    /// <summary>The header <c>Nats-Msg-Id</c>: the same changes told twice are stored once.</summary>
    public string MessageId() => string.Create(
        CultureInfo.InvariantCulture, $"{UploadId}.{Run}.{Changes[^1].Step}.{Changes[^1].Attempt}.{Changes[^1].State}.{Changes.Count}");

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or another.</summary>
    /// <exception cref="JsonException">A field is missing or wrong, or the version is one that this build does not know.</exception>
    public static StepChanged FromJson(ReadOnlySpan<byte> utf8)
    {
        var read = JsonSerializer.Deserialize(utf8, EventJson.Default.StepChanged) ?? throw new JsonException("There is no event.");
        return read.Version is CurrentVersion
            ? read
            : throw new JsonException($"step-changed has version {read.Version}; this build knows {CurrentVersion}.");
    }

    /// <summary>The payload as it is published.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.StepChanged);
}
