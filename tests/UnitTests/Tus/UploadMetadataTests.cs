using System.Text;
using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class UploadMetadataTests
{
    private static readonly TusCapabilities Capabilities = new();

    [Theory]
    [InlineData("filename d29ybGQ=", "filename=world")]
    [InlineData("filename d29ybGQ=,is_confidential", "filename=world,is_confidential=")]
    [InlineData("is_confidential ,filename d29ybGQ=", "is_confidential=,filename=world")]
    [InlineData("a", "a=")]
    [InlineData("a , b , c", "a=,b=,c=")]
    [InlineData("a YQ==, b Yg==", "a=a,b=b")]
    [InlineData("A YQ==,a Yg==", "A=a,a=b")]
    [InlineData("k=v;x:y YQ==", "k=v;x:y=a")]
    public void Parse_Pairs_HaveTheirKeysAndDecodedValues(string header, string pairs)
    {
        var metadata = UploadMetadata.Parse(header).Value;

        Assert.Equal(pairs, string.Join(',', metadata.Keys.Select(key => $"{key}={metadata.Text(key).Value}")));
        Assert.Equal(header, metadata.Raw);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("a YQ==,")]
    [InlineData(",a YQ==")]
    [InlineData("a YQ==,,b Yg==")]
    [InlineData("a YQ==, ,b Yg==")]
    [InlineData("nämé YQ==")]
    [InlineData("a\tb YQ==")]
    [InlineData("a\0 YQ==")]
    [InlineData("a\r\nX-Evil: 1 YQ==")]
    [InlineData("a\u007f YQ==")]
    public void Parse_NoKeyOfVisibleAscii_IsRefused(string header) =>
        Assert.Equal(TusError.MetadataKeyInvalid, UploadMetadata.Parse(header).Error);

    [Theory]
    [InlineData("a YQ==,a YQ==")]
    [InlineData("a,b,a")]
    public void Parse_AKeyTwice_IsRefused(string header) => Assert.Equal(TusError.MetadataKeyRepeated, UploadMetadata.Parse(header).Error);

    [Theory]
    [InlineData("a Y")]
    [InlineData("a YQ")]
    [InlineData("a YQ=")]
    [InlineData("a YQ===")]
    [InlineData("a =YQ=")]
    [InlineData("a YQ== YQ==")]
    [InlineData("a  YQ==")]
    [InlineData("a Y Q==")]
    [InlineData("a YQ\t==")]
    [InlineData("a Y\r\nQ==")]
    [InlineData("a YQ==YQ==")]
    [InlineData("a _-8=")]
    [InlineData("a häh=")]
    [InlineData("a plain.txt")]
    public void Parse_AValueThatIsNotBase64_IsRefused(string header) =>
        Assert.Equal(TusError.MetadataValueInvalid, UploadMetadata.Parse(header).Error);

    [Fact]
    public void Parse_AnyBytes_AreKept() =>
        Assert.Equal([0, 13, 10, 255], UploadMetadata.Parse("bin AA0K/w==").Value.Find("bin")!.Value.ToArray());

    [Fact]
    public void Text_OfBytesThatAreNotUtf8_IsRefused() =>
        Assert.Equal(TusError.MetadataValueInvalid, UploadMetadata.Parse("bin AA0K/w==").Value.Text("bin").Error);

    [Fact]
    public void Find_NoSuchKey_IsNull()
    {
        Assert.Null(UploadMetadata.Parse("a YQ==").Value.Find("b"));
        Assert.Null(UploadMetadata.Parse("a YQ==").Value.Text("b").Value);
    }

    [Fact]
    public void Read_NotSent_IsEmptyWithoutAHeaderToSendBack()
    {
        var metadata = UploadMetadata.Read(Fields.None, Capabilities).Value;

        Assert.Empty(metadata.Keys);
        Assert.Null(metadata.Raw);
    }

    [Fact]
    public void Read_SentTwice_Is400() => Assert.Equal(TusError.FieldRepeated,
        UploadMetadata.Read(Fields.Of("Upload-Metadata: a YQ==", "Upload-Metadata: b Yg=="), Capabilities).Error);

    [Fact]
    public void Read_LongerThanIsKept_Is431()
    {
        var longest = "a " + Convert.ToBase64String(new byte[Capabilities.MaxMetadataLength / 4 * 3]);
        Assert.Equal(TusError.MetadataTooLarge, UploadMetadata.Read(Fields.Of($"Upload-Metadata: {longest}"), Capabilities).Error);
    }

    [Fact]
    public void Read_ThePathOfCommonSystemsLongestName_IsKept()
    {
        var path = string.Join('/', Enumerable.Repeat(new string('x', 255), 16));
        var metadata = UploadMetadata.Empty.With("filename", path).With("mtime", "1700000000.123456789");

        Assert.Null(UploadMetadata.Read(Fields.Of($"Upload-Metadata: {metadata}"), Capabilities).Error);
    }

    [Fact]
    public void With_Pairs_WritesWhatParseReads()
    {
        var written = UploadMetadata.Empty.With("filename", "größe.txt").With("empty", "").With("bin", new byte[] { 0, 255 });
        var read = UploadMetadata.Parse(written.ToString()).Value;

        Assert.Equal("filename Z3LDtsOfZS50eHQ=,empty,bin AP8=", written.Raw);
        Assert.Equal("größe.txt", read.Text("filename").Value);
        Assert.Equal(written.Find("bin")!.Value.ToArray(), read.Find("bin")!.Value.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("ä")]
    [InlineData("there")]
    public void With_AKeyThatCannotBeSent_IsAMistakeOfTheCaller(string key) =>
        Assert.Throws<ArgumentException>(() => UploadMetadata.Empty.With("there", "already").With(key, Encoding.UTF8.GetBytes("x")));
}
