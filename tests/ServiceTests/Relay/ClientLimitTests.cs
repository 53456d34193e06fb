using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using UploadProcessing.Relay;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Relay;

/// <summary>The server's own limits, met while the relay reads the body.</summary>
public sealed class ClientLimitTests
{
    [Fact]
    public async Task Body_LargerThanTheServerTakes_IsTooLarge()
    {
        using var target = new RawTarget();
        await using var relay = await RelayHost.StartAsync(context =>
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = 4;
            return Request(target);
        });
        using var client = await RawPeer.ConnectAsync(relay.Address);
        await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n");

        Assert.Equal(RelayOutcome.BodyTooLarge, await relay.OutcomeAsync());
    }

    [Fact]
    public async Task Body_SlowerThanTheServerAllows_IsTooSlow()
    {
        using var target = new RawTarget();
        await using var relay = await RelayHost.StartAsync(context =>
        {
            context.Features.GetRequiredFeature<IHttpMinRequestBodyDataRateFeature>().MinDataRate = new MinDataRate(1_000_000, TimeSpan.FromSeconds(1.1));
            return Request(target);
        });
        using var client = await RawPeer.ConnectAsync(relay.Address);
        await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nsome");

        Assert.Equal(RelayOutcome.ClientTooSlow, await relay.OutcomeAsync());
    }

    [Fact]
    public async Task Answer_WithAnUnusableStatus_IsNotPassedOn()
    {
        using var target = new RawTarget();
        await using var relay = await RelayHost.StartAsync(_ => Request(target));
        using var client = await RawPeer.ConnectAsync(relay.Address);
        await client.SendAsync("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nok");
        using var server = await target.AcceptAsync();
        await server.ReadHeadAsync();
        await server.SendAsync("HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Bearer\r\nContent-Length: 0\r\n\r\n");

        Assert.DoesNotContain("WWW-Authenticate", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal(RelayOutcome.Unusable, await relay.OutcomeAsync());
    }

    private static RelayRequest Request(RawTarget target) =>
        new() { Target = target.Address, Template = RelayHost.Template, Unusable = new HashSet<int> { 401 } };
}
