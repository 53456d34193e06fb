using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

public sealed class DifferenceTests
{
    [Fact]
    public void DifferencesFrom_OrderSwapped_NamesTheArrowOnce()
    {
        var seed = Mermaid.Read(SeedDiagrams.Put);
        var swapped = seed.Messages.ToList();
        (swapped[1], swapped[3]) = (swapped[3], swapped[1]);
        Assert.NotEmpty(new Sequence(seed.Participants, swapped).DifferencesFrom(seed));
    }

    [Fact]
    public void DifferencesFrom_OneArrowLess_IsOneReadableLine()
    {
        var seed = Mermaid.Read(SeedDiagrams.Tus);
        var shorter = new Sequence(seed.Participants, seed.Messages.Where(message => message.Number != 5));
        Assert.Equal("missing    5. Client->>datagateway: PATCH /data/{jwt}", Assert.Single(shorter.DifferencesFrom(seed)));
        Assert.Equal("unexpected 5. Client->>datagateway: PATCH /data/{jwt}", Assert.Single(seed.DifferencesFrom(shorter)));
    }

    [Theory]
    [InlineData("PATCH /data/{jwt}", "PATCH /data/{jwt}", true)]
    [InlineData("PATCH /data/tus/{uploadid}", "PATCH /data/tus/24d893f5-b942-4bc7-9fb0-28f49f980160", true)]
    [InlineData("PATCH /data/tus/24d893f5b9424bc79fb028f49f980160", "PATCH /data/tus/{uploadid}", true)]
    [InlineData("PATCH /data/tus/{uploadid}", "PATCH /data/simple/24d893f5-b942-4bc7-9fb0-28f49f980160", false)]
    [InlineData("PATCH /data/{jwt}", "PATCH /data/{uploadid}", false)]
    [InlineData("PATCH /data/{jwt}", "PATCH /data", false)]
    [InlineData("emit a-b event", "emit a-b({uploadid}) event", true)]
    [InlineData("emit a-b event", "a-b event", false)]
    [InlineData("a-b({uploadid}) event", "a-b({spaceid}) event", false)]
    [InlineData("201 Created", "201 Created\nLocation: /data/{jwt}", true)]
    [InlineData("201 Created", "204 No Content", false)]
    public void DifferencesFrom_FirstLines_SameWhenTheySayTheSame(string one, string other, bool same) =>
        Assert.Equal(same, One(one, MessageKind.Request).DifferencesFrom(One(other, MessageKind.Request)).Count == 0);

    [Fact]
    public void DifferencesFrom_OtherKind_Differs() =>
        Assert.NotEmpty(One("x", MessageKind.Request).DifferencesFrom(One("x", MessageKind.Asynchronous)));

    [Fact]
    public void DifferencesFrom_ParticipantsInOtherOrder_Differs()
    {
        var one = One("x", MessageKind.Request);
        var difference = Assert.Single(new Sequence(["b", "a"], one.Messages).DifferencesFrom(one));
        Assert.Equal("participants: expected a, b; got b, a", difference);
    }

    private static Sequence One(string label, MessageKind kind) => new([], [new Message(1, "a", "b", label, kind)]);
}
