using System.Security.Cryptography;
using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class ChunkChecksumTests
{
    private const string Sha1OfHello = "Upload-Checksum: sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=";

    private static readonly TusCapabilities Capabilities = new();

    [Fact]
    public void Read_Nothing_IsNotExpected() => Assert.False(ChunkChecksum.Read(Fields.None, Capabilities).Value.IsExpected);

    [Theory]
    [InlineData("Trailer: Upload-Checksum")]
    [InlineData("trailer: x-other , upload-checksum")]
    public void Read_AnAnnouncedTrailer_IsExpected(string trailer)
    {
        var checksum = ChunkChecksum.Read(Fields.Of(trailer), Capabilities).Value;

        Assert.True(checksum is { IsExpected: true, Follows: true, Checksum: null });
    }

    [Fact]
    public void Read_AnAnnouncedTrailerOnASecondLine_IsExpected() =>
        Assert.True(ChunkChecksum.Read(Fields.Of("Trailer: X-Other", "Trailer: Upload-Checksum"), Capabilities).Value.Follows);

    [Theory]
    [InlineData("Trailer: X-Upload-Checksum")]
    [InlineData("Trailer:")]
    public void Read_AnotherTrailer_IsNotExpected(string trailer) =>
        Assert.False(ChunkChecksum.Read(Fields.Of(trailer), Capabilities).Value.IsExpected);

    [Fact]
    public void Read_InHeaderAndTrailer_IsRefused() =>
        Assert.Equal(TusError.FieldRepeated, ChunkChecksum.Read(Fields.Of(Sha1OfHello, "Trailer: Upload-Checksum"), Capabilities).Error);

    [Theory]
    [InlineData(Sha1OfHello)]
    [InlineData("Trailer: Upload-Checksum")]
    public void Read_NotOffered_IsRefused(string line) => Assert.Equal(TusError.ExtensionNotOffered,
        ChunkChecksum.Read(Fields.Of(line), new TusCapabilities { Extensions = [TusExtensions.Creation] }).Error);

    [Fact]
    public void ReadTrailer_WhatWasAnnounced_IsVerified()
    {
        var sent = UploadChecksum.Of(ChecksumAlgorithm.Sha256, SHA256.HashData("hello"u8));
        var checksum = ChunkChecksum.ReadTrailer(Fields.Of($"Upload-Checksum: {sent}")).Value;

        Assert.Null(checksum.Verify(SHA256.HashData("hello"u8)));
        Assert.Equal(460, checksum.Verify(SHA256.HashData("hallo"u8))?.StatusCode);
    }

    [Theory]
    [InlineData("X-Nothing: 1", TusError.ChecksumMalformed)]
    [InlineData("Upload-Checksum: sha1 nonsense", TusError.ChecksumMalformed)]
    [InlineData("Upload-Checksum: crc32 AAAAAA==", TusError.ChecksumAlgorithmUnsupported)]
    public void ReadTrailer_AnythingElse_IsRefused(string line, TusError error) =>
        Assert.Equal(error, ChunkChecksum.ReadTrailer(Fields.Of(line)).Error);

    [Fact]
    public void Of_ADigest_WritesWhatParseReads()
    {
        var digest = SHA256.HashData("hello"u8);
        Assert.Null(UploadChecksum.Parse(UploadChecksum.Of(ChecksumAlgorithm.Sha256, digest).ToString()).Value.Verify(digest));
    }

    [Fact]
    public void Of_ADigestOfAnotherLength_IsAMistakeOfTheCaller() =>
        Assert.Throws<ArgumentException>(() => UploadChecksum.Of(ChecksumAlgorithm.Sha1, new byte[16]));
}
