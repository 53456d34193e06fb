using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

/// <summary>One line in somebody's test: what happened is what was drawn, or it says what is not.</summary>
public sealed class ShouldMatchTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sequences-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void ShouldMatch_WhatWasDrawn_SaysNothing() => Sequence.From(SeedStories.Put()).ShouldMatch(Drawn(SeedDiagrams.Put));

    [Fact]
    public void ShouldMatch_ABranch_FollowsIt() => Sequence.From(SeedStories.Processing(succeeds: false)).ShouldMatch(Drawn(SeedDiagrams.Processing), "failure");

    [Fact]
    public void ShouldMatch_AnotherStory_NamesWhatDiffersAndWhatHappened()
    {
        var refusal = Assert.Throws<SequenceMismatchException>(() => Sequence.From(SeedStories.Tus()).ShouldMatch(Drawn(SeedDiagrams.Put)));

        Assert.NotEmpty(refusal.Differences);
        Assert.All(refusal.Differences, difference => Assert.Contains(difference, refusal.Message, StringComparison.Ordinal));
        Assert.Contains("PATCH /data/{jwt}", refusal.Message, StringComparison.Ordinal);
    }

    private string Drawn(string diagram)
    {
        var file = Path.Combine(_folder, "drawn.mmd");
        File.WriteAllText(file, diagram);
        return file;
    }
}
