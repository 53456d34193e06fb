using System.Text;
using UploadProcessing.Processing.Steps.Policy;

namespace UnitTests.Processing.Policy;

/// <summary>What the size, the name and the first bytes decide.</summary>
public sealed class NameRulesTests
{
    private static readonly byte[] Windows = [.. "MZ"u8, 0x90, 0, 3, 0, 0, 0, .. new byte[60]], Png = [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A], Jpeg = [0xFF, 0xD8, 0xFF, 0xE0];

    public static TheoryData<string, byte[]> Disguised => new()
    {
        { "holiday.jpg", Windows },
        { "letter.pdf", Windows },
        { "letter.docx", [0x7F, .. "ELF"u8, 2, 1, 1] },
        { "data.csv", [0xCF, 0xFA, 0xED, 0xFE, 7] },
        { "holiday.png", "#!/bin/sh\nrm -rf ~"u8.ToArray() },
        { "holiday.jpg ", Windows },
    };

    public static TheoryData<string, byte[]> Ordinary => new()
    {
        { "setup.exe", Windows },
        { "library.dll", Windows },
        { "tool", [0x7F, .. "ELF"u8, 2, 1, 1] },
        { "run.sh", "#!/bin/sh\n"u8.ToArray() },
        { "notes.txt", "#!/bin/sh\n"u8.ToArray() },
        { "notes.txt", Encoding.ASCII.GetBytes("MZ is how this text begins, which is no program at all, is it? It is not.") },
        { "something.strange", Windows },
        { "picture.jpg", Png },
        { "picture.jpg", "no picture"u8.ToArray() },
        { "empty.jpg", [] },
    };

    [Theory]
    [MemberData(nameof(Disguised))]
    public void Program_CalledLikeADocument_IsRefused(string name, byte[] start) => Assert.NotNull(OfContent(name, start, new PolicyOptions()));

    [Theory]
    [MemberData(nameof(Ordinary))]
    public void AnythingElse_Passes(string name, byte[] start) => Assert.Null(OfContent(name, start, new PolicyOptions()));

    [Fact]
    public void Picture_CalledLikeAnother_IsRefusedWhereAllDisguisesAre()
    {
        var options = new PolicyOptions { RefusedDisguises = Disguise.All };

        Assert.NotNull(OfContent("picture.jpg", Png, options));
        Assert.Null(OfContent("picture.jpg", Jpeg, options));
        Assert.Null(OfContent("picture.jpg", "no picture"u8.ToArray(), options));
    }

    [Fact]
    public void Disguise_WhereNoneIsRefused_Passes() => Assert.Null(OfContent("holiday.jpg", Windows, new PolicyOptions { RefusedDisguises = Disguise.None }));

    [Fact]
    public void Program_WhereTheyAreRefused_IsRefusedByWhatItIs()
    {
        var options = new PolicyOptions { RefusePrograms = true };

        Assert.NotNull(OfContent("setup.exe", Windows, options));
        Assert.NotNull(OfContent("harmless", Windows, options));
        Assert.Null(OfContent("picture.png", Png, options));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void Size_UpToTheLimit_Passes(long size, bool passes) => Assert.Equal(passes, NameRules.OfName("a", size, new PolicyOptions { MaximumSize = 100 }) is null);

    [Theory]
    [InlineData("a.pdf", true)]
    [InlineData("a.PDF", true)]
    [InlineData("a.docx", true)]
    [InlineData("a.pdf.exe", false)]
    [InlineData("a", false)]
    public void Extension_WhereOnlySomeAreAllowed_IsOneOfThem(string name, bool passes) =>
        Assert.Equal(passes, NameRules.OfName(name, 1, new PolicyOptions { AllowedExtensions = { "pdf", ".docx" } }) is null);

    [Fact]
    public void Extension_ThatIsRefused_IsNamedInTheReason() =>
        Assert.Equal(new Refused("Files of the type .iso are not taken here."), NameRules.OfName("a.ISO", 1, new PolicyOptions { RefusedExtensions = { ".iso" } }));

    [Fact]
    public void Name_OfARefusedPattern_IsRefused() => Assert.NotNull(NameRules.OfName("SETUP.EXE", 1, new PolicyOptions { RefusedNames = { "*.exe" } }));

    private static Refused? OfContent(string name, byte[] start, PolicyOptions options) => NameRules.OfContent(name, ContentKinds.Of(start), options);
}
