using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class CreationRequestTests
{
    private const string TusType = "Content-Type: application/offset+octet-stream";

    private static readonly TusCapabilities Capabilities = new() { MaxSize = 1000 };

    private static readonly TusCapabilities CreationOnly = Capabilities with { Extensions = [TusExtensions.Creation] };

    [Fact]
    public void Read_ALength_IsAWholeUploadOfThatLength()
    {
        var request = Read(0, "Upload-Length: 1000").Value;

        Assert.Equal(1000, request.Length);
        Assert.Equal(UploadKind.Whole, request.Kind);
        Assert.False(request.WithUpload);
    }

    [Fact]
    public void Read_ADeferredLength_IsNoLength()
    {
        var request = Read(0, "Upload-Defer-Length: 1");

        Assert.Null(request.Error);
        Assert.Null(request.Value.Length);
    }

    [Theory]
    [InlineData(TusError.LengthMissing)]
    [InlineData(TusError.LengthAndDeferLength, "Upload-Length: 5", "Upload-Defer-Length: 1")]
    [InlineData(TusError.DeferLengthMalformed, "Upload-Defer-Length: 0")]
    [InlineData(TusError.DeferLengthMalformed, "Upload-Defer-Length: true")]
    [InlineData(TusError.DeferLengthMalformed, "Upload-Defer-Length: 01")]
    [InlineData(TusError.DeferLengthMalformed, "Upload-Defer-Length:")]
    [InlineData(TusError.DeferLengthMalformed, "Upload-Length: 5", "Upload-Defer-Length: 2")]
    [InlineData(TusError.LengthMalformed, "Upload-Length: -5")]
    [InlineData(TusError.LengthMalformed, "Upload-Length:")]
    [InlineData(TusError.LengthMalformed, "Upload-Length: 5, 5")]
    [InlineData(TusError.FieldRepeated, "Upload-Length: 5", "Upload-Length: 5")]
    [InlineData(TusError.FieldRepeated, "Upload-Defer-Length: 1", "Upload-Defer-Length: 1")]
    public void Read_NotExactlyOneLength_Is400(TusError error, params string[] lines)
    {
        Assert.Equal(error, Read(0, lines).Error);
        Assert.Equal(400, error.StatusCode);
    }

    [Fact]
    public void Read_LengthAboveTheMaximum_Is413() => Assert.Equal(413, Read(0, "Upload-Length: 1001").Error?.StatusCode);

    [Fact]
    public void Read_LengthWithoutAMaximum_MayBeAnything() => Assert.Equal(long.MaxValue,
        CreationRequest.Read(Fields.Of($"Upload-Length: {long.MaxValue}"), new TusCapabilities(), 0).Value.Length);

    [Fact]
    public void Read_LengthZero_IsComplete()
    {
        var request = Read(0, "Upload-Length: 0").Value;
        Assert.True(new TusUpload { Offset = 0, Length = request.Length }.IsComplete);
    }

    [Theory]
    [InlineData("Upload-Length: 5")]
    [InlineData("Upload-Length: nonsense")]
    [InlineData("Upload-Defer-Length: 1")]
    public void Read_AFinalUploadWithALength_Is400(string length) =>
        Assert.Equal(TusError.LengthOfFinalUpload, Read(0, "Upload-Concat: final;/a /b", length).Error);

    [Fact]
    public void Read_AFinalUpload_HasItsPartsAndOnlyItsOwnMetadata()
    {
        var request = Read(0, "Upload-Concat: final;/a /b", "Upload-Metadata: filename YQ==").Value;

        Assert.Equal(UploadKind.Final, request.Kind);
        Assert.Null(request.Length);
        Assert.Equal(2, request.Concat!.Parts.Count);
        Assert.Equal(["filename"], request.Metadata.Keys);
    }

    [Fact]
    public void Read_APartialUploadWithoutALength_Is400() => Assert.Equal(TusError.LengthMissing, Read(0, "Upload-Concat: partial").Error);

    [Theory]
    [InlineData(5L)]
    [InlineData(null)]
    public void Read_ABodyOfTheRightType_IsCreationWithUpload(long? contentLength) =>
        Assert.True(Read(contentLength, "Upload-Length: 5", TusType, "Upload-Offset: 0").Value.WithUpload);

    [Fact]
    public void Read_AnEmptyBodyOfTheRightType_IsCreationWithUploadToo() => Assert.True(Read(0, "Upload-Length: 5", TusType).Value.WithUpload);

    [Theory]
    [InlineData("Content-Type: application/json")]
    [InlineData("X-Nothing: 1")]
    public void Read_NoBody_IsAPlainCreationWhateverItsType(string type) => Assert.False(Read(0, "Upload-Length: 5", type).Value.WithUpload);

    [Theory]
    [InlineData("Content-Type: application/octet-stream")]
    [InlineData("X-Nothing: 1")]
    public void Read_ABodyOfAnotherType_Is415(string type) => Assert.Equal(415, Read(5, "Upload-Length: 5", type).Error?.StatusCode);

    [Fact]
    public void Read_AnOffsetOtherThanZero_Is409() => Assert.Equal(409, Read(5, "Upload-Length: 10", TusType, "Upload-Offset: 5").Error?.StatusCode);

    [Fact]
    public void Read_AnOffsetThatIsNone_Is400() =>
        Assert.Equal(TusError.OffsetMalformed, Read(5, "Upload-Length: 10", TusType, "Upload-Offset: +0").Error);

    [Theory]
    [InlineData("Upload-Length: 4")]
    [InlineData("Upload-Length: 0")]
    public void Read_ABodyBeyondTheLength_Is413(string length) => Assert.Equal(TusError.BeyondLength, Read(5, length, TusType).Error);

    [Fact]
    public void Read_ABodyAboveTheMaximumOfADeferredLength_Is413() =>
        Assert.Equal(TusError.TooLarge, Read(1001, "Upload-Defer-Length: 1", TusType).Error);

    [Fact]
    public void Read_BytesForAFinalUpload_Is403() => Assert.Equal(403, Read(5, "Upload-Concat: final;/a", TusType).Error?.StatusCode);

    [Theory]
    [InlineData(0L, "Upload-Defer-Length: 1", "X-Nothing: 1")]
    [InlineData(5L, "Upload-Length: 5", TusType)]
    [InlineData(0L, "Upload-Length: 5", "Upload-Concat: partial")]
    [InlineData(0L, "Upload-Length: 5", "Upload-Checksum: sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    public void Read_WhatIsNotOffered_Is400(long contentLength, params string[] lines) =>
        Assert.Equal(TusError.ExtensionNotOffered, CreationRequest.Read(Fields.Of(lines), CreationOnly, contentLength).Error);

    [Fact]
    public void Read_BadMetadata_Is400() => Assert.Equal(400, Read(0, "Upload-Length: 5", "Upload-Metadata: a !").Error?.StatusCode);

    [Fact]
    public void Read_AChecksum_IsPartOfIt() => Assert.Equal(ChecksumAlgorithm.Sha1,
        Read(5, "Upload-Length: 5", TusType, "Upload-Checksum: sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=").Value.Checksum!.Algorithm);

    private static TusResult<CreationRequest> Read(long? contentLength, params string[] lines) =>
        CreationRequest.Read(Fields.Of(lines), Capabilities, contentLength);
}
