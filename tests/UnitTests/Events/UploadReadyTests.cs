using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using UnitTests.Architecture;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Events;

namespace UnitTests.Events;

/// <summary>The payload of upload-ready as it is on the wire: a sample that other programs may have been written against.</summary>
public sealed class UploadReadyTests
{
    private static readonly UploadReady Ready = new()
    {
        UploadId = UploadId.Parse("019b76da-a800-7000-8000-000000000001"),
        SpaceId = SpaceId.Parse("019b76da-a800-7000-8000-000000000002"),
        SpaceOwner = new UserId("einstein"),
        NodeId = NodeId.Parse("019b76da-a800-7000-8000-000000000003"),
        ParentId = NodeId.Parse("019b76da-a800-7000-8000-000000000004"),
        Name = "naïve \"café\" 🎈.txt",
        Size = 1L << 44,
        ETag = "\"019b76daa80070008000000000000001\"",
        ModifiedAt = DateTimeOffset.FromUnixTimeSeconds(1700000000),
        Digest = "xxh128 b5e9c1ad071b3e7fc779cfaa5e523818",
        Checksum = "sha1 f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        UserId = new UserId("marie"),
        Created = true,
        ReadyAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, 123, TimeSpan.Zero),
    };

    private static string Sample => Repository.Read("tests/UnitTests/Events/upload-ready.v1.json");

    [Fact]
    public void Written_IsTheSample() => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(Sample), JsonNode.Parse(Ready.ToJson())), Ready.ToJson());

    [Fact]
    public void Sample_Read_IsTheEvent() => Assert.Equal(Ready, Read(Sample));

    [Fact]
    public void FieldOfALaterBuild_IsIgnored() => Assert.Equal(Ready, Read(With("future", 1)));

    [Fact]
    public void VersionOfALaterBuild_IsRefused() => Assert.Throws<JsonException>(() => Read(With("version", 2)));

    [Fact]
    public void Checksum_WhenTheClientSentNone_IsAbsent() =>
        Assert.DoesNotContain("checksum", (Ready with { Checksum = null }).ToJson(), StringComparison.Ordinal);

    [Theory]
    [InlineData("uploadId", "019B76DA-A800-7000-8000-000000000001")]
    [InlineData("uploadId", "")]
    [InlineData("nodeId", 3)]
    [InlineData("userId", "")]
    [InlineData("size", "5")]
    [InlineData("name", null)]
    public void FieldOfAnotherForm_IsRefused(string field, object? value) =>
        Assert.Throws<JsonException>(() => Read(With(field, JsonSerializer.SerializeToNode(value))));

    [Fact]
    public void AnyFieldMissingButTheChecksum_IsRefused()
    {
        foreach (var field in JsonNode.Parse(Sample)!.AsObject().Select(field => field.Key).Except(["checksum"]))
        {
            var sample = JsonNode.Parse(Sample)!.AsObject();
            sample.Remove(field);
            Assert.Throws<JsonException>(() => Read(sample.ToJsonString()));
        }
    }

    [Fact]
    public void EveryField_IsDocumented()
    {
        var document = Repository.Read("docs/events.md");
        Assert.All(JsonNode.Parse(Sample)!.AsObject(), field => Assert.Contains($"`{field.Key}`", document, StringComparison.Ordinal));
    }

    [Fact]
    public void Subject_OfAnEvent_NamesItAndItsUpload()
    {
        Assert.Equal("uploads.upload-ready.019b76da-a800-7000-8000-000000000001", UploadSubjects.Of(EventName.UploadReady, Ready.UploadId));
        Assert.Equal("uploads.upload-ready.*", UploadSubjects.Of(EventName.UploadReady));
    }

    private static UploadReady Read(string json) => UploadReady.FromJson(Encoding.UTF8.GetBytes(json));

    private static string With(string field, JsonNode? value)
    {
        var sample = JsonNode.Parse(Sample)!.AsObject();
        sample[field] = value;
        return sample.ToJsonString();
    }
}
