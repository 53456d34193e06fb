using UploadProcessing.Sequences;

namespace UnitTests.Sequences;

/// <summary>The seed's diagrams as the participants would record them.</summary>
internal static class SeedStories
{
    private const string Events = "messaging.system=nats; messaging.destination.name=uploads.";
    private const string Id = "24d893f5b9424bc79fb028f49f980160";

    public static IReadOnlyList<Span> Put(Story? told = null)
    {
        var story = told ?? new Story();
        story.Answer(null, "ocdav", "PUT /dav/spaces/{spaceid}/{**path}",
            "http.request.method=PUT; http.route=/dav/spaces/{spaceid}/{**path}; file.path=newfile.bin; http.response.status_code=201",
            ocdav =>
            {
                story.Call(ocdav, "ocdav", "storageprovider", "cs3.storage.provider.v1beta1.ProviderAPI/InitiateFileUpload", Initiate("simple"));
                story.Call(ocdav, "ocdav", "dataprovider", "PUT /data",
                    "http.request.method=PUT; http.route=/data; http.response.status_code=201");
            });
        return story.Spans;
    }

    public static IReadOnlyList<Span> Tus(Story? told = null)
    {
        var story = told ?? new Story();
        Patch(story, Create(story), 204, _ => { });
        return story.Spans;
    }

    public static IReadOnlyList<Span> Processing(bool succeeds, Story? told = null)
    {
        var story = told ?? new Story();
        var outcome = succeeds ? "processing-finished" : "processing-aborted";
        Patch(story, Create(story), succeeds ? 204 : 422, dataprovider =>
            Emit(story, dataprovider, "dataprovider", "all-bytes-received", emitted =>
                Deliver(story, emitted, "processing", "all-bytes-received", processing =>
                    Emit(story, processing, "processing", outcome, decided =>
                        Deliver(story, decided, "dataprovider", outcome, _ => { })))));
        return story.Spans;
    }

    private static Span Create(Story story) =>
        story.Answer(null, "ocdav", "POST /dav/spaces/{spaceid}/{**path}",
            "http.request.method=POST; http.route=/dav/spaces/{spaceid}/{**path}; file.path=; http.response.status_code=201",
            ocdav => story.Call(ocdav, "ocdav", "storageprovider", "ProviderAPI/InitiateFileUpload", Initiate("tus")));

    /// <summary>The token carries the context of the creation, so the gateway's span is its child.</summary>
    private static void Patch(Story story, Span creation, int status, Action<Span> within) =>
        story.Answer(creation, "datagateway", "PATCH /data/{jwt}",
            $"http.request.method=PATCH; http.route=/data/{{jwt}}; http.response.status_code={status}",
            gateway => story.Call(gateway, "datagateway", "dataprovider", "PATCH /data/tus/{uploadid}",
                $"http.request.method=PATCH; http.route=/data/tus/{{uploadid:guid}}; http.response.status_code={status}", within));

    // The participant's own span around the library's, on both sides of the broker.
    private static void Emit(Story story, Span parent, string participant, string name, Action<Span> then) =>
        story.Tell(parent, participant, SpanKind.Producer, $"send {name}", $"{Events}{name}.{Id}", outer =>
            story.Tell(outer, participant, SpanKind.Producer, $"publish {name}", $"{Events}{name}.{Id}", then));

    private static void Deliver(Story story, Span parent, string participant, string name, Action<Span> then) =>
        story.Tell(parent, participant, SpanKind.Consumer, $"receive {name}", $"{Events}{name}.{Id}", outer =>
            story.Tell(outer, participant, SpanKind.Consumer, $"process {name}", $"{Events}{name}.{Id}", then));

    private static string Initiate(string protocol) =>
        "rpc.system.name=grpc; rpc.method=cs3.storage.provider.v1beta1.ProviderAPI/InitiateFileUpload; "
        + $"rpc.response.status_code=OK; cs3.status=CODE_OK; upload.protocol={protocol}; upload.endpoint=/data";
}
