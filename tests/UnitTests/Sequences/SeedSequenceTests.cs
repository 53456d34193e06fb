using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

public sealed class SeedSequenceTests
{
    [Fact]
    public void Put_SpansOfTheFirstDiagram_EqualIt() =>
        Assert.Empty(Sequence.From(SeedStories.Put()).DifferencesFrom(Mermaid.Read(SeedDiagrams.Put)));

    [Fact]
    public void Put_SpansOfTheFirstDiagram_HaveItsVeryLabels() =>
        Assert.Equal(
            Mermaid.Read(SeedDiagrams.Put).Messages.Select(message => message.ToString()),
            Sequence.From(SeedStories.Put()).Messages.Select(message => message.ToString()));

    [Fact]
    public void Tus_SpansOfTheSecondDiagram_EqualIt() =>
        Assert.Empty(Sequence.From(SeedStories.Tus()).DifferencesFrom(Mermaid.Read(SeedDiagrams.Tus)));

    [Theory]
    [InlineData(true, "success")]
    [InlineData(false, "failure")]
    public void Processing_SpansOfTheThirdDiagram_EqualItsBranch(bool succeeds, string branch) =>
        Assert.Empty(Sequence.From(SeedStories.Processing(succeeds)).DifferencesFrom(Mermaid.Read(SeedDiagrams.Processing, branch)));

    [Fact]
    public void Processing_TheOtherBranch_Differs() =>
        Assert.NotEmpty(Sequence.From(SeedStories.Processing(true)).DifferencesFrom(Mermaid.Read(SeedDiagrams.Processing, "failure")));

    [Fact]
    public void Put_SpansShuffled_TellTheSameStory()
    {
        var spans = SeedStories.Put().ToArray();
        new Random(1).Shuffle(spans);
        Assert.Empty(Sequence.From(spans).DifferencesFrom(Mermaid.Read(SeedDiagrams.Put)));
    }

    [Fact]
    public void Put_SpansDeliveredTwice_CountOnce() =>
        Assert.Empty(Sequence.From([.. SeedStories.Put(), .. SeedStories.Put()]).DifferencesFrom(Mermaid.Read(SeedDiagrams.Put)));

    [Fact]
    public void Put_TheCallerKeepsItsSpanToItself_StillEqual()
    {
        var spans = SeedStories.Put().ToList();
        spans[0] = spans[0] with { ParentSpanId = "00f067aa0ba902b7" };
        Assert.Empty(Sequence.From(spans).DifferencesFrom(Mermaid.Read(SeedDiagrams.Put)));
    }
}
