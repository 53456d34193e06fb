using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class PatchRequestTests
{
    private const string TusType = "Content-Type: application/offset+octet-stream";

    [Theory]
    [InlineData("application/offset+octet-stream")]
    [InlineData("Application/Offset+Octet-Stream")]
    [InlineData("application/offset+octet-stream; charset=utf-8")]
    public void Read_TheTypeOfTus_IsAccepted(string type) => Assert.Null(Read($"Content-Type: {type}", "Upload-Offset: 0").Error);

    [Theory]
    [InlineData("X-Nothing: 1")]
    [InlineData("Content-Type:")]
    [InlineData("Content-Type: application/octet-stream")]
    [InlineData("Content-Type: application/offset octet-stream")]
    [InlineData("Content-Type: application/offset+octet-stream-2")]
    [InlineData("Content-Type: application/offset+octet-stream, text/plain")]
    [InlineData("Content-Type: */*")]
    public void Read_AnotherType_Is415(string type) => Assert.Equal(415, Read(type, "Upload-Offset: 0").Error?.StatusCode);

    [Fact]
    public void Read_NoOffset_Is400() => Assert.Equal(TusError.OffsetMissing, Read(TusType).Error);

    [Theory]
    [MemberData(nameof(ByteCountTests.NoIntegers), MemberType = typeof(ByteCountTests))]
    public void Read_AnOffsetThatIsNone_Is400(string offset)
    {
        // White space around a field is none of its value.
        if (offset.Trim(' ') == offset)
        {
            Assert.Equal(TusError.OffsetMalformed, Read(TusType, $"Upload-Offset:{offset}").Error);
        }
    }

    [Fact]
    public void Read_EverythingThatIsSaid_IsKept()
    {
        var request = Read(TusType, "Upload-Offset: 5", "Upload-Length: 10", "Upload-Checksum: sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=").Value;

        Assert.Equal((5, 10, 5), (request.Offset, request.Length, request.ContentLength));
        Assert.True(request.Checksum.IsExpected);
        Assert.Equal(ChecksumAlgorithm.Sha1, request.Checksum.Checksum!.Algorithm);
    }

    [Theory]
    [InlineData("Upload-Checksum: crc32 AAAAAA==", TusError.ChecksumAlgorithmUnsupported)]
    [InlineData("Upload-Checksum: sha1 nonsense", TusError.ChecksumMalformed)]
    [InlineData("Upload-Checksum:", TusError.ChecksumMalformed)]
    public void Read_AChecksumThatCannotBeVerified_Is400BeforeTheBody(string checksum, TusError error)
    {
        Assert.Equal(error, Read(TusType, "Upload-Offset: 0", checksum).Error);
        Assert.Equal(400, error.StatusCode);
    }

    [Theory]
    [InlineData("Content-Type: application/offset+octet-stream", "Content-Type: application/offset+octet-stream", "Upload-Offset: 0")]
    [InlineData(TusType, "Upload-Offset: 0", "Upload-Offset: 0")]
    [InlineData(TusType, "Upload-Offset: 0", "Upload-Length: 5", "Upload-Length: 5")]
    public void Read_AFieldTwice_Is400(params string[] lines) => Assert.Equal(TusError.FieldRepeated, Read(lines).Error);

    private static TusResult<PatchRequest> Read(params string[] lines) => PatchRequest.Read(Fields.Of(lines), new TusCapabilities(), 5);
}
