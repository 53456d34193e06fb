using System.Net.Sockets;
using System.Text;

namespace ServiceTests.Ocdav.Support;

/// <summary>A connection on which exactly the written bytes are sent: HttpClient tidies paths up and decides about Expect itself.</summary>
internal sealed class RawConnection : IAsyncDisposable
{
    private readonly TcpClient _tcp = new();
    private readonly StringBuilder _received = new();

    public static async Task<RawConnection> OpenAsync(Uri address)
    {
        var connection = new RawConnection();
        await connection._tcp.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        return connection;
    }

    public ValueTask SendAsync(string text) =>
        _tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>Sends a request's head with einstein's credentials.</summary>
    public ValueTask SendHeadAsync(string requestLine, params string[] headers)
    {
        var authorization = OcdavFixture.Basic("einstein", "relativity");
        return SendAsync($"{requestLine} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {authorization}\r\n"
            + string.Concat(headers.Select(header => header + "\r\n")) + "\r\n");
    }

    /// <summary>Everything received so far, as soon as it contains <paramref name="text"/>.</summary>
    public async Task<string> ReadUntilAsync(string text)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        var buffer = new byte[4096];
        while (!_received.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await _tcp.GetStream().ReadAsync(buffer, patience.Token);
            Assert.True(count > 0, $"The connection ended before '{text}' came: {_received}");
            _received.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        return _received.ToString();
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }
}
