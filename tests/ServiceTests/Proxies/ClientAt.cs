using System.Net;
using System.Net.Sockets;

namespace ServiceTests.Proxies;

/// <summary>A client whose connections come from an address of its own: all of 127.0.0.0/8 is this machine.</summary>
internal static class ClientAt
{
    /// <summary>What the tests configure as a proxy.</summary>
    public const string Proxy = "127.0.0.1";

    /// <summary>What they do not.</summary>
    public const string Stranger = "127.0.0.2";

    public static HttpClient Create(string address, Uri server) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = server,
    };

    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient client, string method, string url, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), url) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
