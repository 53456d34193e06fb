using System.Security.Cryptography;
using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class UploadChecksumTests
{
    [Theory]
    [InlineData("sha1", "qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData("md5", "XUFAKrxLKna5cZ2REBfFkg==")]
    [InlineData("sha256", "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")]
    [InlineData("sha512", "m3HSJL1i83hdltRq0+o9czGb+8KJDKra4t/3JRlnPKcjI8PZm6XBHXx6zG4UuMXaDEZjR1wuXDre9G9zvN7AQw==")]
    public void Parse_EveryAlgorithm_MatchesItsDigest(string algorithm, string digest)
    {
        var checksum = UploadChecksum.Parse($"{algorithm} {digest}").Value;

        using var hash = IncrementalHash.CreateHash(checksum.Algorithm.Hash);
        hash.AppendData("hello"u8);
        Assert.True(checksum.Matches(hash.GetHashAndReset()));
        Assert.False(checksum.Matches(hash.GetHashAndReset()));
        Assert.Equal($"{algorithm} {digest}", checksum.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha1")]
    [InlineData("sha1 ")]
    [InlineData(" qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData("sha1  qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData("sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00= ")]
    [InlineData("sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00")]
    [InlineData("sha1 qvTGHdzF6KLavt4 O0gs2a6pQ00=")]
    [InlineData("sha1 qvTGHdzF6KLavt4-O0gs2a6pQ00=")]
    [InlineData("sha1 XUFAKrxLKna5cZ2REBfFkg==")]
    [InlineData("md5 qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData("sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00=,md5 XUFAKrxLKna5cZ2REBfFkg==")]
    public void Parse_NotAnAlgorithmASpaceAndItsDigest_IsMalformed(string value) =>
        Assert.Equal(TusError.ChecksumMalformed, UploadChecksum.Parse(value).Error);

    [Theory]
    [InlineData("crc32 AAAAAA==")]
    [InlineData("SHA1 qvTGHdzF6KLavt4PO0gs2a6pQ00=")]
    [InlineData("rot13 whatever it says")]
    public void Parse_AlgorithmNotAnnounced_IsUnsupported(string value) =>
        Assert.Equal(TusError.ChecksumAlgorithmUnsupported, UploadChecksum.Parse(value).Error);

    [Fact]
    public void Algorithms_AnnouncedNamesHaveNoUpperCaseAndSha1IsAmongThem()
    {
        Assert.All(ChecksumAlgorithm.All, algorithm => Assert.All(algorithm.Name, c => Assert.True(char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))));
        Assert.Contains(ChecksumAlgorithm.Sha1, ChecksumAlgorithm.All);
    }
}
