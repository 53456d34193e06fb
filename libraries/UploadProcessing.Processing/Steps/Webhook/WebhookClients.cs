using System.Net;
using System.Net.Sockets;

namespace UploadProcessing.Processing.Steps.Webhook;

/// <summary>The two ways out: to the internet only, and to wherever an operator allows. They share no connection.</summary>
internal sealed class WebhookClients : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    // A name that leads elsewhere now is asked again so often.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(2);

    private readonly HttpClient _public = Client(ConnectPublicAsync);
    private readonly HttpClient _any = Client(connect: null);

    public HttpClient For(bool allowPrivateAddresses) => allowPrivateAddresses ? _any : _public;

    public void Dispose()
    {
        _public.Dispose();
        _any.Dispose();
    }

    // Not one of IHttpClientFactory, whose loggers write addresses down.
    private static HttpClient Client(Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect) => new(new SocketsHttpHandler
    {
        ConnectCallback = connect,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,
        // Each of these would reach what nobody has checked: a redirect's target, an environment variable's proxy.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        Credentials = null,
        // Of an answer that is too large nothing more is read.
        MaxResponseDrainSize = 0,
    })
    {
        // The attempt's deadline is the limit.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>The addresses are checked that are then connected to: between two questions to DNS the answer may change.</summary>
    private static async ValueTask<Stream> ConnectPublicAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var found = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, cancellationToken);
        IPAddress[] permitted = [.. found.Where(AddressRules.IsPublic)];
        if (permitted.Length == 0)
        {
            throw new AddressRefusedException($"{context.DnsEndPoint.Host} has no public address");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
