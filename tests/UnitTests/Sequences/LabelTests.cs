using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

public sealed class LabelTests
{
    [Theory]
    [InlineData("http.request.method=GET; http.route=data/{jwt}; http.response.status_code=425", "GET /data/{jwt}", "425 Too Early")]
    [InlineData("http.request.method=GET; http.route=/; http.response.status_code=422", "GET /", "422 Unprocessable Content")]
    [InlineData("http.request.method=GET; http.route=/a/{*rest}; file.path=/x y/z; http.response.status_code=599", "GET /a/x y/z", "599")]
    [InlineData("http.request.method=PUT; http.route=/a/{**path}; file.path=b\nc; http.response.status_code=201", "PUT /a/b%0Ac", "201 Created")]
    [InlineData("http.request.method=PUT; http.route=/a/{**path}; http.response.status_code=404", "PUT /a/{**path}", "404 Not Found")]
    [InlineData("http.request.method=_OTHER; http.request.method_original=PROPFIND; http.route=/a; http.response.status_code=207", "PROPFIND /a", "207 Multi-Status")]
    [InlineData("http.request.method=GET; url.path=/{unmatched}; http.response.status_code=404", "GET /{unmatched}", "404 Not Found")]
    [InlineData("rpc.method=a.b.C/Stat; rpc.response.status_code=OK; cs3.status=CODE_NOT_FOUND", "Stat", "NOT_FOUND")]
    [InlineData("rpc.method=a.b.C/Stat; rpc.response.status_code=OK; cs3.status=6", "Stat", "ALREADY_EXISTS")]
    [InlineData("rpc.system=grpc; rpc.method=Stat; rpc.grpc.status_code=14", "Stat", "UNAVAILABLE")]
    [InlineData("rpc.method=a.b.C/Stat; rpc.response.status_code=UNAVAILABLE; cs3.status=CODE_OK", "Stat", "UNAVAILABLE")]
    [InlineData("rpc.method=a.b.C/InitiateFileUpload; rpc.response.status_code=OK; cs3.status=CODE_OUT_OF_RANGE; upload.protocol=tus; upload.endpoint=/data", "InitiateFileUpload", "OUT_OF_RANGE")]
    public void From_Call_SaysWhatWasAskedAndAnswered(string attributes, string request, string response)
    {
        var story = new Story();
        story.Answer(null, "service", "name", attributes);
        Assert.Equal([request, response], Sequence.From(story.Spans).Messages.Select(message => message.Label));
    }

    // The spans NATS.Net 3.3 records of one JetStream publish and its delivery.
    [Fact]
    public void Event_ReceivedAndProcessedInTwoSpansOfOneParent_IsOneArrow()
    {
        var story = new Story();
        story.Tell(null, "dataprovider", SpanKind.Producer, "send", "messaging.system=nats; messaging.destination.template=uploads.ready.{uploadid}", sent =>
        {
            story.Tell(sent, "processing", SpanKind.Consumer, "receive", "messaging.system=nats; messaging.destination.template=uploads.ready.{uploadid}");
            story.Tell(sent, "processing", SpanKind.Consumer, "process",
                "messaging.system=nats; messaging.destination.template=uploads.ready.{uploadid}; messaging.operation.type=process");
        });

        var messages = Sequence.From(story.Spans).Messages;

        Assert.Equal(["emit ready({uploadid}) event", "ready({uploadid}) event"], messages.Select(message => message.FirstLine));
    }

    [Fact]
    public void From_JetStreamPublish_IsOneArrowToTheBrokerAndOneFromIt()
    {
        const string Subject = "messaging.system=nats; messaging.destination.name=uploads.all-bytes-received.24d893f5b9424bc79fb028f49f980160";
        var story = new Story();
        story.Tell(null, "dataprovider", SpanKind.Producer, "uploads.all-bytes-received request", Subject, request =>
        {
            story.Tell(request, "dataprovider", SpanKind.Producer, "uploads.all-bytes-received publish", Subject, publish =>
                story.Tell(publish, "processing", SpanKind.Consumer, "uploads.all-bytes-received receive",
                    $"{Subject}; messaging.destination.template=inbox; messaging.destination.temporary=false"));
            story.Tell(request, "dataprovider", SpanKind.Consumer, "inbox receive",
                "messaging.system=nats; messaging.destination.name=inbox; messaging.destination.template=inbox");
        });
        Assert.Equal(
            ["dataprovider-)nats: emit all-bytes-received({uploadid}) event", "nats-)processing: all-bytes-received({uploadid}) event"],
            Sequence.From(story.Spans).Messages.Select(message => message.ToString()));
    }

    [Theory]
    [InlineData("$JS.ACK.x")]
    [InlineData("_INBOX.y")]
    [InlineData("inbox")]
    public void From_JetStreamsOwnSubjects_AreNoArrows(string subject)
    {
        var story = new Story();
        story.Answer(null, "service", "GET", "http.request.method=GET; http.route=/; http.response.status_code=200", inside =>
            story.Tell(inside, "service", SpanKind.Producer, "publish", $"messaging.system=nats; messaging.destination.name={subject}"));
        Assert.Equal(2, Sequence.From(story.Spans).Messages.Count);
    }
}
