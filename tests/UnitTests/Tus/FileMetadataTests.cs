using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class FileMetadataTests
{
    private const string Sha1 = "aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d";

    [Theory]
    [InlineData("a.txt", "a.txt")]
    [InlineData("/a.txt", "a.txt")]
    [InlineData("/holidays/2026/a.txt", "holidays|2026|a.txt")]
    [InlineData("holidays/größe 1 %2F.txt", "holidays|größe 1 %2F.txt")]
    [InlineData("...", "...")]
    [InlineData("a\\b", "a\\b")]
    public void Path_OfAFileName_IsItsNames(string filename, string names) =>
        Assert.Equal(names.Split('|'), Read("filename", filename).Value.Path);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("//a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("a/./b")]
    [InlineData("a\0b")]
    public void Path_ThatIsNoneOfNames_IsRefused(string filename) =>
        Assert.Equal(TusError.FileNameInvalid, Read("filename", filename).Error);

    [Fact]
    public void Path_NotInUtf8_IsRefused() => Assert.Equal(TusError.FileNameInvalid,
        FileMetadata.Read(UploadMetadata.Empty.With("filename", new byte[] { 0x61, 0xff })).Error);

    [Fact]
    public void Read_NoMetadata_SaysNothing()
    {
        var file = FileMetadata.Read(UploadMetadata.Empty).Value;

        Assert.Null(file.Path);
        Assert.Null(file.ModifiedAt);
        Assert.Null(file.Checksum);
        Assert.Null(file.MediaType);
    }

    [Theory]
    [InlineData("0", "1970-01-01T00:00:00.0000000Z")]
    [InlineData("1700000000", "2023-11-14T22:13:20.0000000Z")]
    [InlineData("1700000000.5", "2023-11-14T22:13:20.5000000Z")]
    [InlineData("1700000000.123456789", "2023-11-14T22:13:20.1234567Z")]
    [InlineData("99999999999", "5138-11-16T09:46:39.0000000Z")]
    public void ModifiedAt_OfSeconds_IsTheMoment(string mtime, string moment)
    {
        var modified = Read("mtime", mtime).Value.ModifiedAt!;

        Assert.Equal(moment, modified.Moment.UtcDateTime.ToString("O"));
        Assert.Equal(mtime, modified.Text);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e9")]
    [InlineData("1.1234567890")]
    [InlineData("100000000000")]
    [InlineData("1700000000\n")]
    [InlineData("١٧٠٠٠٠٠٠٠٠")]
    [InlineData("Tue, 14 Nov 2023 22:13:20 GMT")]
    public void ModifiedAt_OfAnythingElse_IsRefused(string mtime) =>
        Assert.Equal(TusError.MetadataValueInvalid, Read("mtime", mtime).Error);

    [Theory]
    [InlineData("SHA1 " + Sha1, "sha1 " + Sha1)]
    [InlineData("sha1 AAF4C61DDCC5E8A2DABEDE0F3B482CD9AEA9434D", "sha1 " + Sha1)]
    [InlineData("MD5 5d41402abc4b2a76b9719d911017c592", "md5 5d41402abc4b2a76b9719d911017c592")]
    [InlineData("ADLER32 062c0215", "adler32 062c0215")]
    public void Checksum_AsTheDesktopClientSendsIt_IsAlgorithmAndDigest(string sent, string checksum) =>
        Assert.Equal(checksum, Read("checksum", sent).Value.Checksum!.ToString());

    [Theory]
    [InlineData("CRC32 00000000", TusError.ChecksumAlgorithmUnsupported)]
    [InlineData("SHA1", TusError.ChecksumMalformed)]
    [InlineData("SHA1:" + Sha1, TusError.ChecksumMalformed)]
    [InlineData("SHA1 ", TusError.ChecksumMalformed)]
    [InlineData("SHA1  " + Sha1, TusError.ChecksumMalformed)]
    [InlineData("SHA1 " + Sha1 + "00", TusError.ChecksumMalformed)]
    [InlineData("SHA1 qvTGHdzF6KLavt4PO0gs2a6pQ00=", TusError.ChecksumMalformed)]
    [InlineData("SHA1 zzf4c61ddcc5e8a2dabede0f3b482cd9aea9434d", TusError.ChecksumMalformed)]
    public void Checksum_OfAnythingElse_IsRefused(string sent, TusError error)
    {
        Assert.Equal(error, Read("checksum", sent).Error);
        Assert.Equal(400, error.StatusCode);
    }

    [Theory]
    [InlineData("mtime")]
    [InlineData("checksum")]
    public void Read_AnEmptyValue_IsAnAbsentOne(string key) => Assert.Null(Read(key, "").Error);

    [Theory]
    [InlineData("video/mp4", "video/mp4")]
    [InlineData("text/plain; charset=utf-8", "text/plain; charset=utf-8")]
    [InlineData("", null)]
    [InlineData("nonsense", null)]
    [InlineData("text/html\r\nSet-Cookie: a=b", null)]
    [InlineData("text/plain;\r\n charset=x", null)]
    [InlineData("tëxt/plain", null)]
    public void MediaType_OnlyWhatMayStandInAHeader_IsKept(string filetype, string? kept) =>
        Assert.Equal(kept, Read("filetype", filetype).Value.MediaType);

    private static TusResult<FileMetadata> Read(string key, string value) => FileMetadata.Read(UploadMetadata.Empty.With(key, value));
}
