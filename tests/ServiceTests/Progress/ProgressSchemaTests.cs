using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using ServiceTests.Processing.Pipeline;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Processing.Steps;

namespace ServiceTests.Progress;

/// <summary>What is said of uploads is what docs/progress.schema.json describes.</summary>
public sealed class ProgressSchemaTests(ProgressScene scene) : ProgressTests(scene)
{
    private static readonly JsonSchema Schema = JsonSchema.FromFile(Path.Combine(AppContext.BaseDirectory, "progress.schema.json"));

    [Theory]
    [InlineData("passes")]
    [InlineData("fails")]
    [InlineData("tries")]
    public async Task EveryMessage_IsAsTheSchemaSays(string what)
    {
        var attempts = 0;
        var script = new Script((_, _) => new(what switch
        {
            "passes" => StepResult.ContinueMarked("It is large."),
            "tries" when Interlocked.Increment(ref attempts) < 2 => StepResult.Retry("Not now."),
            "tries" => StepResult.Continue,
            _ => StepResult.Abort("No."),
        }));
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, script, "Processing:Steps:scripted:FirstDelay=00:00:00.050");
        var session = await Scene.BeginAsync(Scene.Lab, $"{what}.bin", 10);
        using var first = await Scene.PatchAsync(At, session, 0, "hello");
        Valid(await Scene.ProgressAsync(At, session));
        using var last = await Scene.PatchAsync(At, session, 5, "world");

        var count = 0;
        await foreach (var message in Scene.EventsAsync(At, session))
        {
            Valid(message.Data);
            count++;
        }

        Assert.True(count >= 5);
        Valid(await Scene.ProgressAsync(At, session));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"uploadId":"01a2142b-0452-7000-93f6-61a2169b3570","state":"lost","name":"a","offset":0,"steps":[],"createdAt":"2026-01-01T00:00:00Z","position":1}""")]
    [InlineData("""{"uploadId":"01a2142b-0452-7000-93f6-61a2169b3570","state":"aborted","name":"a","offset":0,"steps":[],"createdAt":"2026-01-01T00:00:00Z","position":1}""")]
    public void Schema_RefusesWhatIsNone(string json) => Assert.False(Schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid);

    private static void Valid(UploadProgress progress)
    {
        var json = JsonSerializer.SerializeToElement(progress, ProgressJson.Default.UploadProgress);
        var result = Schema.Evaluate(json, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, $"{JsonNode.Parse(json.GetRawText())}{string.Concat(result.Details.SelectMany(detail => detail.Errors?.Values ?? []))}");
    }
}
