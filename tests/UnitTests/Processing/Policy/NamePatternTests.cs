using UploadProcessing.Processing.Steps.Policy;

namespace UnitTests.Processing.Policy;

/// <summary>Patterns of names, and extensions.</summary>
public sealed class NamePatternTests
{
    [Theory]
    [InlineData("*.exe", "setup.exe")]
    [InlineData("*.exe", "SETUP.EXE")]
    [InlineData("*.EXE", "setup.pdf.exe")]
    [InlineData("*.exe", ".exe")]
    [InlineData("*.exe", "setup.exe.")]
    [InlineData("*.exe", "setup.exe . .")]
    [InlineData("*.exe", "setup.exe:stream")]
    [InlineData("~$*", "~$letter.docx")]
    [InlineData("?.txt", "ä.txt")]
    [InlineData("*.t?t", "a.tXt")]
    [InlineData("desktop.ini", "Desktop.ini")]
    [InlineData("*invoice*", "my Invoice 3.pdf")]
    [InlineData("a[b].txt", "a[b].txt")]
    public void Name_OfThePattern_Matches(string pattern, string name) => Assert.True(NamePattern.Matches(pattern, name));

    [Theory]
    [InlineData("*.exe", "setup.exe.txt")]
    [InlineData("*.exe", "exe")]
    [InlineData("?.txt", "ab.txt")]
    [InlineData("?.txt", ".txt")]
    [InlineData("a.txt", "xa.txt")]
    [InlineData("a.txt", "aXtxt")]
    public void Name_OfAnother_DoesNot(string pattern, string name) => Assert.False(NamePattern.Matches(pattern, name));

    [Theory]
    [InlineData("a.PDF", "pdf")]
    [InlineData("a.tar.gz", "gz")]
    [InlineData("a.exe.", "exe")]
    [InlineData(".profile", "profile")]
    [InlineData("README", "")]
    [InlineData("a.exe::$DATA", "exe")]
    public void Extension_IsTheLastPart(string name, string extension) => Assert.Equal(extension, NamePattern.ExtensionOf(name));
}
