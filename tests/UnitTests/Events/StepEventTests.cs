using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using UnitTests.Architecture;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UnitTests.Events;

/// <summary>The payloads of step-requested and step-finished as they are on the wire: workers in other languages read the one and write the other.</summary>
public sealed class StepEventTests
{
    private static readonly StepFinished Finished = new()
    {
        UploadId = UploadId.Parse("019b76da-a800-7000-8000-000000000001"),
        Ticket = "h1pXw0z9Tq-2",
        Outcome = StepOutcome.Abort,
        Reason = "Not one of the pictures we take.",
    };

    [Fact]
    public void StepRequested_ReadAndWritten_IsTheSample()
    {
        var sample = Sample("step-requested");

        var read = StepRequested.FromJson(Utf8(sample));

        Assert.True(JsonNode.DeepEquals(sample, JsonNode.Parse(read.ToJson())), read.ToJson());
        Assert.Equal(("classify", 2, "h1pXw0z9Tq-2", "naïve \"café\" 🎈.txt"), (read.Step, read.Attempt, read.Ticket, read.Upload.Name));
    }

    [Fact]
    public void StepFinished_Written_IsTheSample() =>
        Assert.True(JsonNode.DeepEquals(Sample("step-finished"), JsonNode.Parse(Finished.ToJson())), Finished.ToJson());

    [Fact]
    public void StepFinished_Read_IsTheEvent() => Assert.Equal(Finished, StepFinished.FromJson(Utf8(Sample("step-finished"))));

    [Theory]
    [InlineData("continue", StepOutcome.Continue)]
    [InlineData("retry", StepOutcome.Retry)]
    [InlineData("abort", StepOutcome.Abort)]
    [InlineData("delete", StepOutcome.Delete)]
    public void Outcome_OfEachWord_IsReadAndWritten(string word, StepOutcome outcome)
    {
        var read = StepFinished.FromJson(Utf8(With(Sample("step-finished"), "outcome", word)));

        Assert.Equal(outcome, read.Outcome);
        Assert.Contains($"\"outcome\":\"{word}\"", read.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Continue")]
    [InlineData("ok")]
    [InlineData("")]
    [InlineData(0)]
    [InlineData(true)]
    [InlineData(null)]
    public void Outcome_OfAnotherForm_IsRefused(object? value) => Assert.Throws<JsonException>(() =>
        StepFinished.FromJson(Utf8(With(Sample("step-finished"), "outcome", JsonSerializer.SerializeToNode(value)))));

    [Fact]
    public void Reason_WhenNoneWasGiven_IsAbsent() => Assert.DoesNotContain("reason", (Finished with { Reason = null }).ToJson(), StringComparison.Ordinal);

    [Fact]
    public void FieldOfALaterBuild_IsIgnored()
    {
        Assert.Equal(Finished, StepFinished.FromJson(Utf8(With(Sample("step-finished"), "future", 1))));
        Assert.Equal("classify", StepRequested.FromJson(Utf8(With(Sample("step-requested"), "future", 1))).Step);
    }

    [Fact]
    public void VersionOfALaterBuild_IsRefused()
    {
        Assert.Throws<JsonException>(() => StepFinished.FromJson(Utf8(With(Sample("step-finished"), "version", 2))));
        Assert.Throws<JsonException>(() => StepRequested.FromJson(Utf8(With(Sample("step-requested"), "version", 2))));
        var nested = Sample("step-requested");
        With(nested["upload"]!.AsObject(), "version", 2);
        Assert.Throws<JsonException>(() => StepRequested.FromJson(Utf8(nested)));
    }

    [Theory]
    [InlineData("step-requested")]
    [InlineData("step-finished")]
    public void AnyFieldMissingButTheReason_IsRefused(string name)
    {
        foreach (var field in Sample(name).Select(field => field.Key).Except(["version", "reason"]))
        {
            var sample = Sample(name);
            sample.Remove(field);
            Assert.Throws<JsonException>(() => Read(name, sample));
        }
    }

    [Theory]
    [InlineData("step-requested")]
    [InlineData("step-finished")]
    public void EveryField_IsDocumented(string name)
    {
        var document = Repository.Read("docs/events.md");
        Assert.All(Sample(name), field => Assert.Contains($"`{field.Key}`", document, StringComparison.Ordinal));
    }

    private static void Read(string name, JsonObject sample) => _ = name is "step-finished" ? (object)StepFinished.FromJson(Utf8(sample)) : StepRequested.FromJson(Utf8(sample));

    private static JsonObject Sample(string name) => JsonNode.Parse(Repository.Read($"tests/UnitTests/Events/{name}.v1.json"))!.AsObject();

    private static JsonObject With(JsonObject sample, string field, JsonNode? value)
    {
        sample[field] = value;
        return sample;
    }

    private static byte[] Utf8(JsonObject sample) => Encoding.UTF8.GetBytes(sample.ToJsonString());
}
