using Microsoft.AspNetCore.Http;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Hygiene;

/// <summary>How long a client may send or take nothing; never how slowly.</summary>
public sealed class IdleTimeoutTests
{
    private static readonly TimeSpan NearlyTooLong = PatientHost.Timeout - TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Body_OfAByteNowAndThen_IsReadToItsEnd()
    {
        var read = 0;
        await using var host = await PatientHost.StartAsync(context => ReadAsync(context, count => Interlocked.Add(ref read, count)));
        using var client = await RawPeer.ConnectAsync(host.Address);
        await client.SendAsync("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n");

        for (var sent = 1; sent <= 10; sent++)
        {
            host.Time.Advance(NearlyTooLong);
            await client.SendAsync("x");
            await Eventually.TrueAsync(() => Volatile.Read(ref read) == sent, TimeSpan.FromSeconds(20), () => $"{read} of {sent} bytes were read.");
        }

        Assert.StartsWith("HTTP/1.1 200 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\nx")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nx")]
    public async Task Body_ThatStops_Returns408AndClosesTheConnection(string start)
    {
        var read = 0;
        await using var host = await PatientHost.StartAsync(context => ReadAsync(context, count => Interlocked.Add(ref read, count)));
        using var client = await RawPeer.ConnectAsync(host.Address);
        await client.SendAsync("PUT / HTTP/1.1\r\nHost: a\r\n" + start);
        await Eventually.TrueAsync(() => Volatile.Read(ref read) == 1, TimeSpan.FromSeconds(20), () => "The byte was not read.");

        // The read that waits may have begun a little later than the byte was counted.
        await Eventually.TrueAsync(
            () =>
            {
                host.Time.Advance(PatientHost.Timeout);
                return client.HasData;
            },
            TimeSpan.FromSeconds(20),
            () => "Nothing was answered.");

        var answer = await client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 408 ", answer, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_TakenALittleNowAndThen_IsNotCut()
    {
        const int Size = 8 * 1024 * 1024;
        const int Piece = 1024 * 1024;
        await using var host = await PatientHost.StartAsync(WriteAsync(Size));
        using var client = await RawPeer.ConnectAsync(host.Address, receiveBuffer: 256 * 1024);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadHeadAsync();

        // One write, which ends only when nearly all of it has gone; each piece is more than the buffers on the way hold.
        for (var taken = 0; taken < Size; taken += Piece)
        {
            await client.ReadAsync(Piece);
            host.Time.Advance(PatientHost.Timeout);
        }
    }

    [Fact]
    public async Task Answer_ThatNobodyTakes_EndsTheConnection()
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var host = await PatientHost.StartAsync(async context =>
        {
            await WriteAsync(16 * 1024 * 1024)(context);
            ended.SetResult();
        });
        using var client = await RawPeer.ConnectAsync(host.Address, receiveBuffer: 256 * 1024);
        await client.SendAsync("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
        await client.ReadHeadAsync();

        await Eventually.TrueAsync(
            () =>
            {
                host.Time.Advance(PatientHost.Timeout);
                return ended.Task.IsCompleted;
            },
            TimeSpan.FromSeconds(20),
            () => "The connection goes on.");

        Assert.InRange((await client.ReadToEndAsync()).Length, 0, 8 * 1024 * 1024);
    }

    private static async Task ReadAsync(HttpContext context, Action<int> counted)
    {
        var block = new byte[1024];
        try
        {
            int count;
            while ((count = await context.Request.Body.ReadAsync(block)) > 0)
            {
                counted(count);
            }
        }
        catch (BadHttpRequestException exception)
        {
            context.Response.StatusCode = exception.StatusCode;
        }
    }

    private static RequestDelegate WriteAsync(int size) => async context =>
    {
        context.Response.ContentLength = size;
        try
        {
            await context.Response.Body.WriteAsync(new byte[size], context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Ended, which is what is tested.
        }
    };
}
