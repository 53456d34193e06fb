using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class TusAnswerTests
{
    private static readonly TusUpload Unfinished = new()
    {
        Offset = 5,
        Length = 10,
        Metadata = "filename YQ==, b",
        ExpiresAt = new DateTimeOffset(2026, 6, 5, 12, 0, 0, TimeSpan.Zero),
    };

    [Fact]
    public void Options_EverythingOffered_IsAnnouncedInTheOrderOfTheSpecification() => Assert.Equal(
        [
            "Tus-Resumable: 1.0.0",
            "Tus-Version: 1.0.0",
            "Tus-Extension: creation,creation-with-upload,creation-defer-length,expiration,checksum,checksum-trailer,termination,"
                + "concatenation,concatenation-unfinished,respond-async",
            "Tus-Max-Size: 1000",
            "Tus-Checksum-Algorithm: sha1,sha256,sha512,md5",
        ],
        Fields.Lines(TusAnswer.Options(new TusCapabilities { MaxSize = 1000 })));

    [Fact]
    public void Options_NothingOffered_AnnouncesTheVersionOnly() => Assert.Equal(
        ["Tus-Resumable: 1.0.0", "Tus-Version: 1.0.0"], Fields.Lines(TusAnswer.Options(new TusCapabilities { Extensions = [] })));

    [Fact]
    public void Created_WithoutUpload_HasNoOffset() => Assert.Equal(
        ["Tus-Resumable: 1.0.0", "Location: http://here/data/x", "Upload-Expires: Fri, 05 Jun 2026 12:00:00 GMT"],
        Fields.Lines(TusAnswer.Created(Unfinished with { Offset = 0 }, "http://here/data/x", withUpload: false)));

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Created_WithUpload_HasTheOffsetEvenIfItIsZero(long offset) => Assert.Contains(
        $"Upload-Offset: {offset}", Fields.Lines(TusAnswer.Created(Unfinished with { Offset = offset }, "/x", withUpload: true)));

    [Fact]
    public void Head_AnUnfinishedUpload_SaysEverything() => Assert.Equal(
        [
            "Tus-Resumable: 1.0.0",
            "Upload-Offset: 5",
            "Upload-Length: 10",
            "Upload-Metadata: filename YQ==, b",
            "Upload-Expires: Fri, 05 Jun 2026 12:00:00 GMT",
            "Cache-Control: no-store",
        ],
        Fields.Lines(TusAnswer.Head(Unfinished)));

    [Fact]
    public void Head_AFinishedUpload_HasItsOffsetAndDoesNotExpire() => Assert.Equal(
        ["Tus-Resumable: 1.0.0", "Upload-Offset: 10", "Upload-Length: 10", "Upload-Metadata: filename YQ==, b", "Cache-Control: no-store"],
        Fields.Lines(TusAnswer.Head(Unfinished with { Offset = 10 })));

    [Fact]
    public void Head_ADeferredLength_IsSaidToBe()
    {
        var lines = Fields.Lines(TusAnswer.Head(new TusUpload { Offset = 0, Length = null }));

        Assert.Equal(["Tus-Resumable: 1.0.0", "Upload-Offset: 0", "Upload-Defer-Length: 1", "Cache-Control: no-store"], lines);
    }

    [Fact]
    public void Head_APartialUpload_HasItsOffset() => Assert.Equal(
        ["Tus-Resumable: 1.0.0", "Upload-Offset: 0", "Upload-Length: 5", "Upload-Concat: partial", "Cache-Control: no-store"],
        Fields.Lines(TusAnswer.Head(new TusUpload { Offset = 0, Length = 5, Concat = "partial" })));

    [Theory]
    [InlineData(10L, "Upload-Length: 10")]
    [InlineData(null)]
    public void Head_APendingFinalUpload_HasNoOffsetAndALengthIfItCanBeComputed(long? length, params string[] lengthLine) => Assert.Equal(
        ["Tus-Resumable: 1.0.0", .. lengthLine, "Upload-Concat: final;/a /b", "Cache-Control: no-store"],
        Fields.Lines(TusAnswer.Head(new TusUpload { Offset = 0, Length = length, Concat = "final;/a /b", IsPending = true })));

    [Fact]
    public void Head_AConcatenatedUpload_HasEqualOffsetAndLength() => Assert.Equal(
        ["Tus-Resumable: 1.0.0", "Upload-Offset: 10", "Upload-Length: 10", "Upload-Concat: final;/a /b", "Cache-Control: no-store"],
        Fields.Lines(TusAnswer.Head(new TusUpload { Offset = 10, Length = 10, Concat = "final;/a /b" })));

    [Fact]
    public void Patched_AnUnfinishedUpload_HasOffsetAndExpiry() => Assert.Equal(
        ["Tus-Resumable: 1.0.0", "Upload-Offset: 5", "Upload-Expires: Fri, 05 Jun 2026 12:00:00 GMT"],
        Fields.Lines(TusAnswer.Patched(Unfinished)));

    [Fact]
    public void Patched_AFinishedUpload_DoesNotExpire() => Assert.Equal(
        ["Tus-Resumable: 1.0.0", "Upload-Offset: 10"], Fields.Lines(TusAnswer.Patched(Unfinished with { Offset = 10 })));
}
