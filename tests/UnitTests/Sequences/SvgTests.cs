using System.Xml.Linq;
using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

/// <summary>Sequences as pictures: well-formed whatever they hold, an arrow each message.</summary>
public sealed class SvgTests
{
    private static readonly XNamespace s_svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void Write_OfTheSeedsThirdDiagram_DrawsEveryParticipantAndMessage()
    {
        var sequence = Sequence.From(SeedStories.Processing(succeeds: false));

        var drawn = XDocument.Parse(Svg.Write(sequence));

        Assert.Equal(sequence.Participants, WithClass(drawn, "participant").Select(group => group.Element(s_svg + "text")!.Value));
        var messages = WithClass(drawn, "message").ToList();
        Assert.Equal(sequence.Messages.Select(message => $"{message.Number}"), messages.Select(group => group.Attribute("data-number")!.Value));
        Assert.Equal(
            sequence.Messages.Select(message => message.Kind.ToString().ToLowerInvariant()),
            messages.Select(group => group.Attribute("class")!.Value.Split(' ')[1]));
        Assert.All(messages, group => Assert.Equal("0", group.Attribute("tabindex")!.Value));
    }

    [Fact]
    public void Write_WhatFailed_IsMarked()
    {
        var spans = SeedStories.Put().Select(span => span.Name == "PUT /data" ? span with { Status = SpanStatus.Error } : span);

        var failed = WithClass(XDocument.Parse(Svg.Write(Sequence.From(spans))), "failed");

        Assert.Equal(["201 Created"], failed.Select(group => group.Elements(s_svg + "text").First().Value));
    }

    [Theory]
    [InlineData(SpanKind.Consumer, "messaging.nats.message.delivery_attempt=2", "done event (delivery 2)")]
    [InlineData(SpanKind.Consumer, "messaging.nats.message.delivery_attempt=1", "done event")]
    [InlineData(SpanKind.Server, "http.request.method=GET; http.route=/x; http.request.resend_count=1", "GET /x (retry 1)")]
    public void Write_WhatWasTriedBefore_SaysSo(SpanKind kind, string attributes, string label)
    {
        var story = new Story();
        story.Tell(null, "worker", kind, "work", $"{attributes}; messaging.system=nats; messaging.operation.type=process; messaging.destination.name=done");

        var drawn = XDocument.Parse(Svg.Write(Sequence.From(story.Spans)));

        Assert.Equal(label, WithClass(drawn, "message").First().Elements(s_svg + "text").First().Value);
    }

    [Fact]
    public void Write_TextThatIsNoXml_IsEscaped()
    {
        var sequence = new Sequence([], [new Message(1, "<script>", "a&b", "\u0000\ud800 \"quoted\" 🙂 \u2028 'x'", MessageKind.Request), new Message(2, "a&b", "a&b", "itself", MessageKind.Response)]);

        var drawn = XDocument.Parse(Svg.Write(sequence, new Dictionary<int, string> { [1] = "missing" }));

        Assert.Equal(["<script>", "a&b"], WithClass(drawn, "participant").Select(group => group.Element(s_svg + "text")!.Value));
        Assert.Equal("\ufffd\ufffd \"quoted\" 🙂 \u2028 'x'", WithClass(drawn, "missing").Single().Elements(s_svg + "text").First().Value);
    }

    [Fact]
    public void Write_Times_AreThoseOfTheAnswersAndSinceTheBeginning()
    {
        var drawn = XDocument.Parse(Svg.Write(Sequence.From(SeedStories.Put())));

        var times = drawn.Descendants(s_svg + "text").Where(text => text.Attribute("class")?.Value == "time").Select(text => text.Value).ToList();
        Assert.Equal("+0.0 ms", times[0]);
        Assert.All(times, time => Assert.EndsWith(" ms", time, StringComparison.Ordinal));
    }

    [Fact]
    public void CompareWith_DeliveryThatComesEarlier_IsNoDifference()
    {
        Message emitted = new(1, "a", "nats", "emit done event", MessageKind.Asynchronous), delivered = new(2, "nats", "b", "done event", MessageKind.Asynchronous);
        Message request = new(3, "b", "a", "GET /x", MessageKind.Request), answer = new(4, "a", "b", "200 OK", MessageKind.Response);
        var late = new Sequence([], [emitted, request, answer, delivered]);

        Assert.True(new Sequence([], [emitted, request, delivered, answer]).CompareWith(late).IsEmpty);
        Assert.Equal("done event", new Sequence([], [emitted, request, answer]).CompareWith(late).Missing.Single().FirstLine);
        Assert.Equal(5, new Sequence([], [emitted, request, delivered, answer, delivered]).CompareWith(late).Unexpected.Single().Number);
        Assert.False(new Sequence([], [request, emitted, answer, delivered]).CompareWith(late).IsEmpty);
    }

    [Fact]
    public void CompareWith_AnotherOrder_NamesWhatCameInAnotherOrder()
    {
        var expected = Sequence.From(SeedStories.Put());
        var actual = new Sequence(expected.Participants, [.. expected.Messages.Skip(2), .. expected.Messages.Take(2)]);

        var differences = actual.CompareWith(expected);

        Assert.False(differences.IsEmpty);
        Assert.Equal(differences.Unexpected.Select(message => message.ToString()), differences.Reordered.Select(message => message.ToString()));
        Assert.True(expected.CompareWith(expected).IsEmpty);
    }

    private static IEnumerable<XElement> WithClass(XDocument drawn, string name) =>
        drawn.Descendants(s_svg + "g").Where(group => group.Attribute("class")!.Value.Split(' ').Contains(name));
}
