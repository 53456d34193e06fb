using System.Net;
using System.Net.Sockets;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using UploadProcessing.Sequences;
using UploadProcessing.ServiceDefaults.ControlPlane;
using UploadProcessing.ServiceDefaults.Telemetry;

namespace UnitTests.Telemetry;

[Collection(OneHostAtATime.Name)]
public sealed class ConventionTests
{
    private const string Method = "cs3.storage.provider.v1beta1.ProviderAPI/InitiateFileUpload";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rpc_Answered_IsOneClientAndOneServerSpan()
    {
        await using var host = await StartWithRpcAsync();
        await InitiateAsync(host);

        var trace = await RpcTraceAsync(host);
        var server = Assert.Single(trace, span => span.Kind == SpanKind.Server);
        var client = Assert.Single(trace, span => span.Kind == SpanKind.Client);
        Assert.Equal(2, trace.Count);
        Assert.Equal(client.SpanId, server.ParentSpanId);
        Assert.All(trace, span =>
        {
            Assert.Equal(Method, span.Name);
            Assert.Equal(Method, span.Attribute("rpc.method"));
            Assert.Equal("grpc", span.Attribute("rpc.system.name"));
        });
        Assert.Equal("OK", server.Attribute("rpc.response.status_code"));
        Assert.Equal(["InitiateFileUpload", "OK"], Sequence.From(trace).Messages.Select(message => message.Label));
    }

    [Fact]
    public async Task Rpc_Refused_SaysSoOnBothSides()
    {
        await using var host = await StartWithRpcAsync();
        await Assert.ThrowsAsync<RpcException>(async () => await Client(host).InitiateFileUploadAsync(
            new InitiateFileUploadRequest(), new Metadata { { "x-access-token", TracedHost.Token }, { "refuse", "1" } }, cancellationToken: Cancellation));

        var trace = await RpcTraceAsync(host);
        Assert.All(trace, span => Assert.Equal("PERMISSION_DENIED", span.Attribute("rpc.response.status_code")));
        Assert.Equal(SpanStatus.Error, Assert.Single(trace, span => span.Kind == SpanKind.Client).Status);
        Assert.Equal(["InitiateFileUpload", "PERMISSION_DENIED"], Sequence.From(trace).Messages.Select(message => message.Label));
    }

    [Fact]
    public async Task Rpc_NoDeadlineGiven_HasOne()
    {
        await using var host = await StartWithRpcAsync();
        await InitiateAsync(host);
        Assert.NotEqual(DateTime.MaxValue, host.Services.GetRequiredService<Calls>().Deadline);
    }

    [Fact]
    public async Task Rpc_NobodyListens_IsTriedAgainAsOneCall()
    {
        using var nobody = new Failing(HttpRequestError.ConnectionError);
        await using var host = await StartWithFailingAsync(nobody);
        await Assert.ThrowsAsync<RpcException>(async () => await InitiateAsync(host));
        Assert.True(nobody.Attempts > 1);
        var collector = await host.StopAsync();
        Assert.Equal("UNAVAILABLE", Assert.Single(collector.Spans, span => span.Name == Method).Attribute("rpc.response.status_code"));
    }

    [Fact]
    public async Task Rpc_ConnectionBreaksMidway_IsNotRepeated()
    {
        using var broken = new Failing(HttpRequestError.ResponseEnded);
        await using var host = await StartWithFailingAsync(broken);
        await Assert.ThrowsAsync<RpcException>(async () => await InitiateAsync(host));
        Assert.Equal(1, broken.Attempts);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/about")]
    public async Task Health_Asked_IsInNoTrace(string path)
    {
        await using var host = await TracedHost.StartAsync();
        using var response = await host.Http.GetAsync(host.Address(path), Cancellation);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var collector = await host.StopAsync();
        Assert.DoesNotContain(collector.Spans, span => span.Kind == SpanKind.Server);
    }

    [Theory]
    [InlineData("UPLOADS_OTLP_ENDPOINT")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT")]
    public async Task Telemetry_EitherEndpointSet_GetsTracesMetricsAndLogs(string key)
    {
        await using var host = await TracedHost.StartAsync(endpointKey: key);
        using var request = new HttpRequestMessage(HttpMethod.Put, host.Address("/data/x"));
        request.SetUrlTemplate("/data/{jwt}");
        using var response = await host.Http.SendAsync(request, Cancellation);
        var trace = await host.Collector.WaitForTraceAsync(spans => Sequence.From(spans).IsComplete, Deadline, Cancellation);
        Assert.Equal(["PUT /data/{jwt}", "201 Created"], Sequence.From(trace).Messages.Select(message => message.Label));
        Assert.EndsWith("/data/{jwt}", trace.Single(span => span.Kind == SpanKind.Client).Attribute("url.full"), StringComparison.Ordinal);
        await host.Collector.WaitForAsync(collector => collector.Logs.Count > 0 && collector.Metrics.Count > 0, Deadline, Cancellation);
        Assert.All(trace, span => Assert.Equal("UnitTests", span.Participant));
        Assert.All(trace, span => Assert.NotNull(span.Instance));
    }

    private static AsyncUnaryCall<InitiateFileUploadResponse> InitiateAsync(TracedHost host) =>
        Client(host).InitiateFileUploadAsync(new InitiateFileUploadRequest(), cancellationToken: Cancellation);

    private static Task<TracedHost> StartWithFailingAsync(Failing handler) => TracedHost.StartAsync(builder => builder.Services
        .AddGrpcClient<ProviderAPI.ProviderAPIClient>(client => client.Address = new Uri("http://nobody"))
        .ConfigurePrimaryHttpMessageHandler(() => handler)
        .AddControlPlaneResilience());

    private static Task<TracedHost> StartWithRpcAsync()
    {
        TracedHost? host = null;
        return StartAsync();

        async Task<TracedHost> StartAsync()
        {
            host = await TracedHost.StartAsync(
                builder =>
                {
                    builder.Services.AddGrpc();
                    builder.Services.AddSingleton<Calls>();
                    builder.Services.AddGrpcClient<ProviderAPI.ProviderAPIClient>(client => client.Address = host!.GrpcAddress)
                        .AddControlPlaneResilience();
                },
                app => app.MapGrpcService<Provider>());
            return host;
        }
    }

    private static ProviderAPI.ProviderAPIClient Client(TracedHost host) => host.Services.GetRequiredService<ProviderAPI.ProviderAPIClient>();

    private static Task<IReadOnlyList<Span>> RpcTraceAsync(TracedHost host) => host.Collector.WaitForTraceAsync(
        spans => spans.Any(span => span.Kind == SpanKind.Server) && spans.Any(span => span.Kind == SpanKind.Client), Deadline, Cancellation);

    private sealed class Failing(HttpRequestError error) : HttpMessageHandler
    {
        public int Attempts { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Attempts++;
            throw new HttpRequestException(error, "The network is down.", new SocketException());
        }
    }

    private sealed class Calls
    {
        public DateTime Deadline { get; set; }
    }

    private sealed class Provider(Calls calls) : ProviderAPI.ProviderAPIBase
    {
        public override Task<InitiateFileUploadResponse> InitiateFileUpload(InitiateFileUploadRequest request, ServerCallContext context)
        {
            calls.Deadline = context.Deadline;
            return context.RequestHeaders.GetValue("refuse") is null
                ? Task.FromResult(new InitiateFileUploadResponse())
                : throw new RpcException(new Status(StatusCode.PermissionDenied, "refused"));
        }
    }
}
