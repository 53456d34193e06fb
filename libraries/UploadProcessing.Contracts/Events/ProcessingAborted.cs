using System.Text.Json;

namespace UploadProcessing.Contracts.Events;

/// <summary>The payload of <c>processing-aborted</c>: a mandatory step has decided that the upload does not become a file (docs/events.md).</summary>
public sealed record ProcessingAborted
{
    /// <summary>The version this build writes. Fields may be added to it; one that goes or means something else makes the next version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The payload's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>The run that ended, as <see cref="AllBytesReceived.Run"/> numbered it.</summary>
    public required int Run { get; init; }

    /// <summary>Which step.</summary>
    public required string Step { get; init; }

    /// <summary>Why, in words for whoever uploaded.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the bytes are kept for the operator.</summary>
    public required bool KeepBytes { get; init; }

    /// <summary>Whether the step never came to a decision: there were no attempts left.</summary>
    public bool Undecided { get; init; }

    /// <summary>What steps before it remarked without refusing.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>As <see cref="AllBytesReceived.Rescan"/>.</summary>
    public Guid? Rescan { get; init; }

    /// <summary>What the run consisted of, in order: <c>step-changed</c> may come later than this, or never.</summary>
    public IReadOnlyList<StepChange> Changes { get; init; } = [];

    /// <summary>When it was decided.</summary>
    public required DateTimeOffset AbortedAt { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or another.</summary>
    /// <exception cref="JsonException">A field is missing or wrong, or the version is one that this build does not know.</exception>
    public static ProcessingAborted FromJson(ReadOnlySpan<byte> utf8)
    {
        var read = JsonSerializer.Deserialize(utf8, EventJson.Default.ProcessingAborted) ?? throw new JsonException("There is no event.");
        return read.Version is CurrentVersion
            ? read
            : throw new JsonException($"processing-aborted has version {read.Version}; this build knows {CurrentVersion}.");
    }

    /// <summary>The payload as it is published.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.ProcessingAborted);
}
