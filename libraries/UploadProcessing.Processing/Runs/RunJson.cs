using System.Text.Json;
using System.Text.Json.Serialization;
using UploadProcessing.Contracts.Events;

namespace UploadProcessing.Processing.Runs;

/// <summary>How a run is kept: the upload as the event's own JSON, which knows its ids.</summary>
internal static class RunJson
{
    public static byte[] Write(ProcessingRun run) => JsonSerializer.SerializeToUtf8Bytes(
        new KeptRun(
            JsonDocument.Parse(run.Upload.ToJson()).RootElement, run.Current, run.Attempt, run.NotBefore, run.AttemptUntil, run.IsParked, run.Ticket,
            run.Marks, run.Changes, run.Untold, run.Outcome, run.DrivenBy),
        RunJsonContext.Default.KeptRun);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <returns>Null when it cannot be read, as after a change of the form: the run begins anew, and steps run at least once anyway.</returns>
    public static ProcessingRun? Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonSerializer.Deserialize(utf8, RunJsonContext.Default.KeptRun) is { Upload.ValueKind: JsonValueKind.Object } kept
                ? new ProcessingRun
                {
                    Upload = AllBytesReceived.FromJson(JsonSerializer.SerializeToUtf8Bytes(kept.Upload, RunJsonContext.Default.JsonElement)),
                    Current = kept.Current,
                    Attempt = kept.Attempt,
                    NotBefore = kept.NotBefore,
                    AttemptUntil = kept.AttemptUntil,
                    IsParked = kept.IsParked,
                    Ticket = kept.Ticket,
                    Marks = kept.Marks,
                    Changes = kept.Changes ?? [],
                    Untold = kept.Untold,
                    Outcome = kept.Outcome,
                    DrivenBy = kept.DrivenBy,
                }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record KeptRun(
    JsonElement Upload, int Current, int Attempt, DateTimeOffset? NotBefore, DateTimeOffset? AttemptUntil, bool IsParked, string? Ticket,
    IReadOnlyList<string> Marks, IReadOnlyList<StepChange>? Changes, int Untold, RunOutcome? Outcome, DateTimeOffset DrivenBy);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(KeptRun))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
