using UploadProcessing.Processing.Steps.Policy.Archives;

namespace UnitTests.Processing.Policy;

/// <summary>Names in archives that lead out of the folder.</summary>
public sealed class EntryNamesTests
{
    [Theory]
    [InlineData("../a")]
    [InlineData("a/../../b")]
    [InlineData("a/..")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("\\windows\\a")]
    [InlineData("..\\a")]
    [InlineData("a\\..\\b")]
    [InlineData("a/.. /b")]
    [InlineData("C:\\a")]
    [InlineData("c:a")]
    [InlineData("\\\\server\\share\\a")]
    [InlineData("a\0b")]
    public void Name_ThatLeadsOutside_IsFound(string name) => Assert.True(EntryNames.LeadsOutside(name));

    [Theory]
    [InlineData("a")]
    [InlineData("a/b/c.txt")]
    [InlineData("folder/")]
    [InlineData("./a")]
    [InlineData("a..b/...c")]
    [InlineData("folder\\file.txt")]
    [InlineData("1:2")]
    [InlineData("")]
    public void Name_Inside_IsNot(string name) => Assert.False(EntryNames.LeadsOutside(name));

    [Theory]
    [InlineData("a", "/etc/passwd")]
    [InlineData("a", "..")]
    [InlineData("a/b", "../../c")]
    [InlineData("a/b", "../c/../../d")]
    [InlineData("a", "C:\\x")]
    [InlineData("a/b", "c/../../d")]
    [InlineData("a/b", "c/..")]
    public void Link_ThatLeadsOutside_IsFound(string name, string target) => Assert.True(EntryNames.LinkLeadsOutside(name, target));

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a/b", "../c")]
    [InlineData("Versions/Current", "A")]
    [InlineData("./a/b", "../c")]
    public void Link_Inside_IsNot(string name, string target) => Assert.False(EntryNames.LinkLeadsOutside(name, target));
}
