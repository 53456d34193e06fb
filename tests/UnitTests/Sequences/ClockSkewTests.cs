using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

public sealed class ClockSkewTests
{
    public static TheoryData<string, double> Clocks()
    {
        var data = new TheoryData<string, double>();
        foreach (var participant in new[] { "ocdav", "storageprovider", "datagateway", "dataprovider", "processing" })
        {
            data.Add(participant, -3600);
            data.Add(participant, -0.004);
            data.Add(participant, 0.004);
            data.Add(participant, 3600);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Put_OneClockIsWrong_SameSequence(string participant, double seconds) =>
        Assert.Empty(Sequence.From(SeedStories.Put(Wrong(participant, seconds))).DifferencesFrom(Mermaid.Read(SeedDiagrams.Put)));

    [Theory]
    [MemberData(nameof(Clocks))]
    public void Processing_OneClockIsWrong_SameSequence(string participant, double seconds) =>
        Assert.Empty(Sequence.From(SeedStories.Processing(true, Wrong(participant, seconds)))
            .DifferencesFrom(Mermaid.Read(SeedDiagrams.Processing, "success")));

    private static Story Wrong(string participant, double seconds) => new Story().Skew(participant, TimeSpan.FromSeconds(seconds));
}
