using System.Collections.Concurrent;
using System.Diagnostics;
using UploadProcessing.Relay;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Relay;

public sealed class TraceTests
{
    [Fact]
    public async Task Relay_OfARequest_IsOneClientSpanWithoutThePathAndTheTargetJoinsItsTrace()
    {
        var spans = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == BodyRelayRegistration.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        using var target = new RawTarget();
        var secret = $"secret-{Guid.NewGuid():N}";
        await using var relay = await RelayHost.StartAsync(_ => new RelayRequest
        {
            Target = new Uri(target.Address, "/data/simple/" + secret),
            Template = RelayHost.Template,
        });
        using var client = await RawPeer.ConnectAsync(relay.Address);
        await client.SendAsync(
            "PUT /x HTTP/1.1\r\nHost: a\r\ntraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\nContent-Length: 0\r\n\r\n");
        using var server = await target.AcceptAsync();
        var head = await server.ReadHeadAsync();
        await server.SendAsync("HTTP/1.1 507 Insufficient Storage\r\nContent-Length: 0\r\n\r\n");
        await relay.OutcomeAsync();

        var span = Assert.Single(spans, s => Equals(s.GetTagItem("server.port"), target.Address.Port));
        Assert.Equal($"PUT {RelayHost.Template}", span.DisplayName);
        Assert.Equal(ActivityKind.Client, span.Kind);
        Assert.Equal(RelayHost.Template, span.GetTagItem("url.template"));
        Assert.Equal(507, span.GetTagItem("http.response.status_code"));
        Assert.Equal("507", span.GetTagItem("error.type"));
        Assert.DoesNotContain(span.TagObjects, tag => tag.Value?.ToString()?.Contains(secret, StringComparison.Ordinal) == true);
        var first = head.IndexOf("traceparent: ", StringComparison.Ordinal);
        Assert.StartsWith($"traceparent: {span.Id}\r\n", head[first..], StringComparison.Ordinal);
        Assert.Equal(first, head.LastIndexOf("traceparent: ", StringComparison.Ordinal));
    }
}
