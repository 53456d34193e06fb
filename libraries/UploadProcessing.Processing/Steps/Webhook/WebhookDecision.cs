using System.Text.Json;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>What a receiver says, at once or in its callback: <c>{"outcome": "continue", "reason": "…"}</c>.</summary>
internal sealed record WebhookDecision
{
    public required StepOutcome Outcome { get; init; }

    public string? Reason { get; init; }

    /// <summary>The decision; null when it is none. Fields that are not known are left alone.</summary>
    public static WebhookDecision? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, WebhookJson.Default.WebhookDecision);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
