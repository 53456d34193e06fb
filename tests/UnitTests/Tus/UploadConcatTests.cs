using UploadProcessing.Tus;

namespace UnitTests.Tus;

public sealed class UploadConcatTests
{
    private static readonly TusCapabilities Capabilities = new() { MaxParts = 200 };

    [Fact]
    public void Parse_Partial_IsAPart()
    {
        var concat = UploadConcat.Parse("partial", 200).Value;

        Assert.Equal(UploadKind.Partial, concat.Kind);
        Assert.Empty(concat.Parts);
        Assert.Equal("partial", concat.Raw);
    }

    [Theory]
    [InlineData("final;/data/a /data/b", "http://here/data/a http://here/data/b")]
    [InlineData("final;/data/b /data/a /data/b", "http://here/data/b http://here/data/a http://here/data/b")]
    [InlineData("final;http://there:9201/data/a", "http://there:9201/data/a")]
    [InlineData("final;https://there/up/data/a a ../a", "https://there/up/data/a http://here/dav/a http://here/a")]
    [InlineData("final; /data/a  /data/b ", "http://here/data/a http://here/data/b")]
    public void Parse_Final_HasItsPartsInTheirOrder(string header, string urls)
    {
        var concat = UploadConcat.Parse(header, 200).Value;

        Assert.Equal(UploadKind.Final, concat.Kind);
        Assert.Equal(urls, string.Join(' ', concat.Resolve(new Uri("http://here/dav/space"))));
        Assert.Equal(header, concat.Raw);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Partial")]
    [InlineData("partial;")]
    [InlineData("partial ")]
    [InlineData("final")]
    [InlineData("final;")]
    [InlineData("final; ")]
    [InlineData("Final;/a")]
    [InlineData("final /a")]
    [InlineData(" final;/a")]
    [InlineData("final;/a\t/b")]
    [InlineData("final;/größe")]
    [InlineData("final;/a\r\nX: y")]
    [InlineData("final;file:///etc/passwd")]
    [InlineData("final;javascript:alert(1)")]
    [InlineData("final;http://")]
    [InlineData("final;http://[oops/a")]
    [InlineData("final;//[oops/a")]
    public void Parse_AnythingElse_IsRefused(string header) =>
        Assert.Equal(TusError.ConcatMalformed, UploadConcat.Parse(header, 200).Error);

    [Fact]
    public void Parse_TheMostParts_AreAcceptedAndOneMoreIsNot()
    {
        Assert.Equal(200, UploadConcat.Parse("final;" + string.Join(' ', Enumerable.Repeat("/a", 200)), 200).Value.Parts.Count);
        Assert.Equal(TusError.ConcatTooManyParts, UploadConcat.Parse("final;" + string.Join(' ', Enumerable.Repeat("/a", 201)), 200).Error);
    }

    [Theory]
    [InlineData(null, UploadKind.Whole)]
    [InlineData("partial", UploadKind.Partial)]
    [InlineData("final;/a", UploadKind.Final)]
    public void KindOf_AStoredHeader_IsItsKind(string? raw, UploadKind kind) => Assert.Equal(kind, UploadConcat.KindOf(raw));

    [Fact]
    public void Read_ExtensionNotOffered_IsRefused()
    {
        var without = Capabilities with { Extensions = [TusExtensions.Creation] };
        Assert.Equal(TusError.ExtensionNotOffered, UploadConcat.Read(Fields.Of("Upload-Concat: partial"), without).Error);
    }

    [Fact]
    public void Read_SentTwice_Is400() => Assert.Equal(TusError.FieldRepeated,
        UploadConcat.Read(Fields.Of("Upload-Concat: partial", "Upload-Concat: partial"), Capabilities).Error);

    [Fact]
    public void Final_OfUrls_WritesWhatParseReads()
    {
        var written = UploadConcat.Final([new Uri("http://there/data/a"), new Uri("/data/b", UriKind.Relative)]);

        Assert.Equal("final;http://there/data/a /data/b", written.ToString());
        Assert.Equal(written.Parts, UploadConcat.Parse(written.Raw, 200).Value.Parts);
    }
}
