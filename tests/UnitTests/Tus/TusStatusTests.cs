using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class TusStatusTests
{
    public static TheoryData<TusError> Errors => [.. Enum.GetValues<TusError>()];

    [Theory]
    [InlineData(TusError.OffsetMissing, 400)]
    [InlineData(TusError.ChecksumAlgorithmUnsupported, 400)]
    [InlineData(TusError.FinalUploadIsReadOnly, 403)]
    [InlineData(TusError.UploadNotFound, 404)]
    [InlineData(TusError.OffsetMismatch, 409)]
    [InlineData(TusError.UploadGone, 410)]
    [InlineData(TusError.VersionUnsupported, 412)]
    [InlineData(TusError.TooLarge, 413)]
    [InlineData(TusError.BeyondLength, 413)]
    [InlineData(TusError.MediaTypeUnsupported, 415)]
    [InlineData(TusError.UploadLocked, 423)]
    [InlineData(TusError.MetadataTooLarge, 431)]
    [InlineData(TusError.ChecksumMismatch, 460)]
    [InlineData(TusError.InsufficientStorage, 507)]
    public void StatusCode_OfEachKind_IsTheOneOfTheProtocol(TusError error, int status) => Assert.Equal(status, error.StatusCode);

    [Theory]
    [MemberData(nameof(Errors))]
    public void Explanation_OfEveryRefusal_IsASentence(TusError error) => Assert.EndsWith(".", error.Explanation, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Errors))]
    public void Refused_Always_SpeaksTheVersionWithoutAnOffsetAndOutOfCaches(TusError error)
    {
        var lines = Fields.Lines(TusAnswer.Refused(error)).ToList();

        Assert.Contains("Tus-Resumable: 1.0.0", lines);
        Assert.Contains("Cache-Control: no-store", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("Upload-Offset", StringComparison.Ordinal));
    }
}
