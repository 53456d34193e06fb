using System.Text.Json;

namespace UploadProcessing.Contracts.Events;

/// <summary>The payload of <c>processing-finished</c>: every mandatory step has let the upload pass (docs/events.md).</summary>
public sealed record ProcessingFinished
{
    /// <summary>The version this build writes. Fields may be added to it; one that goes or means something else makes the next version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The payload's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>The run that ended, as <see cref="AllBytesReceived.Run"/> numbered it.</summary>
    public required int Run { get; init; }

    /// <summary>What steps remarked without refusing, such as "not scanned"; usually nothing.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>As <see cref="AllBytesReceived.Rescan"/>.</summary>
    public Guid? Rescan { get; init; }

    /// <summary>What the run consisted of, in order: <c>step-changed</c> may come later than this, or never.</summary>
    public IReadOnlyList<StepChange> Changes { get; init; } = [];

    /// <summary>When the last step ended.</summary>
    public required DateTimeOffset FinishedAt { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or another.</summary>
    /// <exception cref="JsonException">A field is missing or wrong, or the version is one that this build does not know.</exception>
    public static ProcessingFinished FromJson(ReadOnlySpan<byte> utf8)
    {
        var read = JsonSerializer.Deserialize(utf8, EventJson.Default.ProcessingFinished) ?? throw new JsonException("There is no event.");
        return read.Version is CurrentVersion
            ? read
            : throw new JsonException($"processing-finished has version {read.Version}; this build knows {CurrentVersion}.");
    }

    /// <summary>The payload as it is published.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.ProcessingFinished);
}
