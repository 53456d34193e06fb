using System.Text.Json;

namespace UploadProcessing.Contracts.Events;

/// <summary>The payload of <c>step-requested</c>: somebody outside is to look at an upload and answer with <see cref="StepFinished"/> (docs/events.md).</summary>
/// <remarks>There is no address of the bytes in it: an event is kept for days. Whoever wants them sends a <see cref="Processing.ContentAddressRequest"/>.</remarks>
public sealed record StepRequested
{
    /// <summary>The version this build writes. Fields may be added to it; one that goes or means something else makes the next version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The payload's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The step's name in the configuration of processing: a worker leaves the other steps alone.</summary>
    public required string Step { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Attempt { get; init; }

    /// <summary>Until when the answer counts; after it the step is asked for again, under another ticket.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Names this attempt; the answer repeats it.</summary>
    public required string Ticket { get; init; }

    /// <summary>The upload, as <c>all-bytes-received</c> describes it.</summary>
    public required AllBytesReceived Upload { get; init; }

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or another.</summary>
    /// <exception cref="JsonException">A field is missing or wrong, or a version is one that this build does not know.</exception>
    public static StepRequested FromJson(ReadOnlySpan<byte> utf8)
    {
        var read = JsonSerializer.Deserialize(utf8, EventJson.Default.StepRequested) ?? throw new JsonException("There is no event.");
        return (read.Version, read.Upload.Version) is (CurrentVersion, AllBytesReceived.CurrentVersion)
            ? read
            : throw new JsonException($"step-requested has version {read.Version}, its upload {read.Upload.Version}; this build knows {CurrentVersion} and {AllBytesReceived.CurrentVersion}.");
    }

    /// <summary>The payload as it is published.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.StepRequested);
}
