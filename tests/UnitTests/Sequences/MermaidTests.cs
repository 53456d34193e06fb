using CsCheck;
using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

public sealed class MermaidTests
{
    private static readonly Gen<string> Name = Gen.OneOf(
        Gen.OneOfConst("Client", "ocdav", "nats", "end", "note", "my-service", "über", "two words", "a->>b", "x:y", "p1", "-"),
        Gen.String[Gen.Char.AlphaNumeric, 1, 8]);

    private static readonly Gen<string> Label = Gen.OneOf(
        Gen.OneOfConst("PUT /data", "a;b", "C#", "a\nb", "<br/>", "50%%", "#35;", "x: y", "->>"),
        Gen.String[Gen.Char[' ', '\u00ff'], 1, 20]).Select(label => label.Replace('\u00a0', 'x').Replace('\u0085', 'x').Trim());

    private static readonly Gen<Message> AnyMessage =
        Gen.Select(Name, Name, Label, Gen.Enum<MessageKind>(), (from, to, label, kind) => new Message(0, from, to, label, kind));

    [Fact]
    public void Read_WhatWasWritten_IsTheSameSequence() =>
        AnyMessage.List[1, 12].Sample(messages =>
        {
            var sequence = new Sequence([], messages);
            var again = Mermaid.Read(Mermaid.Write(sequence));
            Assert.Equal(sequence.Participants, again.Participants);
            Assert.Equal(sequence.Messages, again.Messages);
        }, iter: 2000);

    [Fact]
    public void Write_TheFirstDiagram_LooksLikeTheSeed()
    {
        var text = Mermaid.Write(Sequence.From(SeedStories.Put()));
        Assert.Contains("    participant storageprovider\n", text, StringComparison.Ordinal);
        Assert.Contains("    Client->>+ocdav: PUT /dav/spaces/{spaceid}/newfile.bin\n", text, StringComparison.Ordinal);
        Assert.Contains("    ocdav-->>-Client: 201 Created\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Branches_OfTheThirdDiagram_AreSuccessAndFailure()
    {
        Assert.Equal(["success", "failure"], Mermaid.Branches(SeedDiagrams.Processing));
        Assert.Empty(Mermaid.Branches(SeedDiagrams.Put));
    }

    [Fact]
    public void Read_Branch_FollowsItOnly()
    {
        var failure = Mermaid.Read(SeedDiagrams.Processing, "failure");
        Assert.Equal(12, failure.Messages.Count);
        Assert.Equal("422 Unprocessable Content", failure.Messages[^1].FirstLine);
        Assert.Equal("204 No Content", Mermaid.Read(SeedDiagrams.Processing).Messages[^1].FirstLine);
    }

    [Fact]
    public void Read_FurtherLines_AreKeptApart()
    {
        var message = Mermaid.Read(SeedDiagrams.Put).Messages[3];
        Assert.Equal("PUT /data", message.FirstLine);
        Assert.Equal("PUT /data\nX-Reva-Transfer: {jwt}", message.Label);
    }

    [Theory]
    [InlineData("")]
    [InlineData("flowchart TD")]
    [InlineData("sequenceDiagram\n  a->>b PUT /data")]
    [InlineData("sequenceDiagram\n  a-x b: lost")]
    [InlineData("sequenceDiagram\n  alt one\n  a->>b: x")]
    [InlineData("sequenceDiagram\n  end")]
    [InlineData("sequenceDiagram\n  else two")]
    public void Read_NotUnderstood_Throws(string text) => Assert.Throws<FormatException>(() => Mermaid.Read(text));

    [Fact]
    public void Read_UnknownBranch_Throws() =>
        Assert.Throws<FormatException>(() => Mermaid.Read(SeedDiagrams.Processing, "sucess"));
}
