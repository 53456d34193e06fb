using System.Text.Json;

namespace UploadProcessing.Contracts.Events;

/// <summary>The payload of <c>step-finished</c>: what whoever was asked by <see cref="StepRequested"/>, or by a webhook, has decided (docs/events.md).</summary>
public sealed record StepFinished
{
    /// <summary>The version this build writes. Fields may be added to it; one that goes or means something else makes the next version.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The payload's version.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The upload.</summary>
    public required UploadId UploadId { get; init; }

    /// <summary>The ticket of the attempt that this answers; an answer to an attempt that is over has no effect.</summary>
    public required string Ticket { get; init; }

    /// <summary>What was decided.</summary>
    public required StepOutcome Outcome { get; init; }

    /// <summary>Why, in plain words, without ids or addresses: whoever uploaded reads it. With <see cref="StepOutcome.Continue"/> a mark for the operator.</summary>
    public string? Reason { get; init; }

    /// <summary>The header <c>Nats-Msg-Id</c> of the answer to a ticket: told twice, it is stored once.</summary>
    public static string MessageId(string ticket) => $"{ticket}.finished";

    /// <summary>Reads what <see cref="ToJson"/> wrote, in this build or another.</summary>
    /// <exception cref="JsonException">A field is missing or wrong, or the version is one that this build does not know.</exception>
    public static StepFinished FromJson(ReadOnlySpan<byte> utf8)
    {
        var read = JsonSerializer.Deserialize(utf8, EventJson.Default.StepFinished) ?? throw new JsonException("There is no event.");
        return read.Version is CurrentVersion
            ? read
            : throw new JsonException($"step-finished has version {read.Version}; this build knows {CurrentVersion}.");
    }

    /// <summary>The payload as it is published.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, EventJson.Default.StepFinished);
}
