using ServiceTests.Relay;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.DataGateway;

/// <summary>A raw client, the datagateway, and a raw dataprovider.</summary>
internal sealed class GatewayScene : IAsyncDisposable
{
    public required RawTarget DataProvider { get; init; }

    public required GatewayHost Gateway { get; init; }

    public required RawPeer Client { get; init; }

    public static async Task<GatewayScene> StartAsync(params (string Key, string Value)[] settings)
    {
        var dataProvider = new RawTarget();
        var gateway = await GatewayHost.StartAsync(dataProvider.Address, settings);
        return new GatewayScene { DataProvider = dataProvider, Gateway = gateway, Client = await RawPeer.ConnectAsync(gateway.Address) };
    }

    public async Task<(RawPeer Server, string Head)> RequestAsync(string request)
    {
        await Client.SendAsync(request);
        var server = await DataProvider.AcceptAsync();
        return (server, await server.ReadHeadAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Gateway.DisposeAsync();
        DataProvider.Dispose();
    }
}
