using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace UploadProcessing.Processing.Steps.VirusScan;

/// <summary>Where clamd listens: <c>unix:/run/clamav/clamd.ctl</c> or <c>tcp://scanner:3310</c>.</summary>
internal sealed record ClamAddress
{
    private const string Unix = "unix:", Tcp = "tcp://";

    private ClamAddress(string text, EndPoint endPoint) => (Text, EndPoint) = (text, endPoint);

    /// <summary>As it was configured.</summary>
    public string Text { get; }

    private EndPoint EndPoint { get; }

    /// <summary>Reads what the configuration says.</summary>
    /// <returns>None when it is no address.</returns>
    public static ClamAddress? Parse(string? text) => EndPointOf(text ?? "") is { } endPoint ? new ClamAddress(text!, endPoint) : null;

    /// <summary>A connection that is the caller's to dispose.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public async ValueTask<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = EndPoint is UnixDomainSocketEndPoint
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            // Small writes follow large ones, and each is waited for.
            : new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(EndPoint, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static EndPoint? EndPointOf(string text)
    {
        if (text.StartsWith(Unix, StringComparison.Ordinal))
        {
            // The kernel's limit is 107 bytes, and a longer path would throw at each scan.
            var path = text[Unix.Length..];
            return path.StartsWith('/') && path.Length <= 107 ? new UnixDomainSocketEndPoint(path) : null;
        }

        if (!text.StartsWith(Tcp, StringComparison.Ordinal) || !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.AbsolutePath is not ("" or "/"))
        {
            return null;
        }

        return uri is { UserInfo.Length: 0, Host.Length: > 0, Port: > 0 } && text.TrimEnd('/').EndsWith(uri.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            ? new DnsEndPoint(uri.Host.Trim('[', ']'), uri.Port)
            : null;
    }
}
