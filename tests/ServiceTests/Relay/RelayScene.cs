using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Relay;

/// <summary>A raw client, the relay, and a raw target.</summary>
internal sealed class RelayScene : IAsyncDisposable
{
    public required RawTarget Target { get; init; }

    public required RelayHost Relay { get; init; }

    public required RawPeer Client { get; init; }

    public static async Task<RelayScene> StartAsync(params (string Key, string Value)[] settings)
    {
        var target = new RawTarget();
        var relay = await RelayHost.StartAsync(target.Address, settings);
        return new RelayScene { Target = target, Relay = relay, Client = await RawPeer.ConnectAsync(relay.Address) };
    }

    /// <summary>The client's whole request arrives at the target, which has read its head.</summary>
    public async Task<(RawPeer Server, string Head)> RequestAsync(string request)
    {
        await Client.SendAsync(request);
        var server = await Target.AcceptAsync();
        return (server, await server.ReadHeadAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Relay.DisposeAsync();
        Target.Dispose();
    }
}
