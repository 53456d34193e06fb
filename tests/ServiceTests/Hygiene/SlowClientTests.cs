using System.Net;
using ServiceTests.Chain;
using ServiceTests.Resumable;
using ServiceTests.StorageProvider.Support;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Hygiene;

/// <summary>Clients that stop, and users that take more than their share, against participants that wait for two seconds and take two at once.</summary>
public sealed class SlowClientTests(SlowClientTests.Strict chain) : IClassFixture<SlowClientTests.Strict>
{
    // What an upload that stops has reserved; the files that other tests leave are a few bytes.
    private const int Announced = 1_000_000;

    [Fact]
    public async Task Upload_ThatStops_Returns408AndGivesItsQuotaBack()
    {
        using var client = await RawPeer.ConnectAsync(chain.Ocdav);
        await client.SendAsync(Put("stops.bin", "Content-Length: 1000000\r\n\r\nonly the beginning"));

        var head = await client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 408 ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Type: application/problem+json\r\n", head, StringComparison.Ordinal);
        await AssertNothingIsHeldAsync();
    }

    [Fact]
    public async Task Upload_ThatStopsAtTheGateway_Returns408AndGivesItsQuotaBack()
    {
        var token = await chain.Transfers.UploadTokenAsync(chain.Space, "./stops.bin", "einstein", 1_000_000);
        using var client = await RawPeer.ConnectAsync(chain.Gateway);
        await client.SendAsync($"PUT /data/{token} HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nonly the beginning");

        Assert.StartsWith("HTTP/1.1 408 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await AssertNothingIsHeldAsync();
    }

    [Fact]
    public async Task Upload_ThatStopsAtTheDataProvider_Returns408AndGivesItsQuotaBack()
    {
        var token = await chain.Transfers.UploadTokenAsync(chain.Space, "./stops.bin", "einstein", 1_000_000);
        using var client = await RawPeer.ConnectAsync(chain.DataProvider);
        await client.SendAsync($"PUT /data HTTP/1.1\r\nHost: a\r\n{TransferToken.HeaderName}: {token}\r\nContent-Length: 1000000\r\n\r\nonly the beginning");

        Assert.StartsWith("HTTP/1.1 408 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        await AssertNothingIsHeldAsync();
    }

    [Fact]
    public async Task Patch_ThatStops_Returns408AndGoesOnAfterWhatArrived()
    {
        var upload = await ResumableUpload.BeginAsync(chain, chain.Space, "stops.txt", ("Upload-Length", "20"));
        using var client = await RawPeer.ConnectAsync(chain.Gateway);
        await client.SendAsync($"PATCH {upload.Url.AbsolutePath} HTTP/1.1\r\nHost: a\r\nTus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\n"
            + "Content-Type: application/offset+octet-stream\r\nContent-Length: 20\r\n\r\nonly the ");

        Assert.StartsWith("HTTP/1.1 408 ", await client.ReadHeadAsync(), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, 9), await upload.HeadAsync());
        using var last = await upload.PatchAsync(9, "beginning!!");
        Assert.Equal(HttpStatusCode.NoContent, last.StatusCode);
        Assert.True(await chain.ExistsAsync("stops.txt"));
    }

    [Fact]
    public async Task Head_ThatStops_IsEnded()
    {
        using var client = await RawPeer.ConnectAsync(chain.Ocdav);
        await client.SendAsync("PUT /slow HTTP/1.1\r\nHost: a\r\nX: ");

        var answer = await client.ReadToEndAsync();
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 408 ", StringComparison.Ordinal), answer);
    }

    [Fact]
    public async Task Uploads_BeyondThoseOfOneUser_Return429UntilOneEnds()
    {
        using var first = await RawPeer.ConnectAsync(chain.Ocdav);
        using var second = await RawPeer.ConnectAsync(chain.Ocdav);
        chain.Tap.Forget();
        await first.SendAsync(Put("first.bin", "Content-Length: 2\r\n\r\na"));
        await second.SendAsync(Put("second.bin", "Content-Length: 2\r\n\r\na"));
        await Eventually.TrueAsync(() => chain.Tap.Requests().Count == 2, TimeSpan.FromSeconds(20), () => "The uploads never began.");

        using var refused = await chain.SendAsync("PUT", "third.bin", new StringContent("content"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(10), refused.Headers.RetryAfter?.Delta);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        await first.SendAsync("b");
        await first.ReadHeadAsync();
        await EndedAsync(() => chain.SendAsync("PUT", "third.bin", new StringContent("content")));
    }

    [Fact]
    public async Task Uploads_BeyondThoseOfOneUserAtTheGateway_Return429()
    {
        var begun = new List<RawPeer>();
        for (var i = 0; i < 2; i++)
        {
            begun.Add(await BeginAtGatewayAsync(i));
        }

        var token = await chain.Transfers.UploadTokenAsync(chain.Space, "./third.bin", "einstein", 2);
        using var client = await RawPeer.ConnectAsync(chain.Gateway);
        await client.SendAsync($"PUT /data/{token} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab");

        var head = await client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 429 ", head, StringComparison.Ordinal);
        Assert.Contains("\r\nRetry-After: 10\r\n", head, StringComparison.Ordinal);
        begun.ForEach(peer => peer.Dispose());
    }

    [Fact]
    public async Task Connections_BeyondThoseOfOneAddress_AreClosedUntilOneEnds()
    {
        var open = new List<RawPeer>();
        try
        {
            RawPeer? refused = null;
            for (var i = 0; i < Strict.Connections + 1 && refused is null; i++)
            {
                var peer = await RawPeer.ConnectAsync(chain.Gateway);
                open.Add(peer);
                await peer.SendAsync("OPTIONS /data HTTP/1.1\r\nHost: a\r\n\r\n");
                refused = await peer.HasAnswerAsync() ? null : peer;
            }

            Assert.NotNull(refused);
        }
        finally
        {
            open.ForEach(peer => peer.Dispose());
        }

        await EndedAsync(async () =>
        {
            using var peer = await RawPeer.ConnectAsync(chain.Gateway);
            await peer.SendAsync("OPTIONS /data HTTP/1.1\r\nHost: a\r\n\r\n");
            return new HttpResponseMessage(await peer.HasAnswerAsync() ? HttpStatusCode.NoContent : HttpStatusCode.TooManyRequests);
        });
    }

    private async Task<RawPeer> BeginAtGatewayAsync(int number)
    {
        var token = await chain.Transfers.UploadTokenAsync(chain.Space, $"./begun-{number}.bin", "einstein", 2);
        var peer = await RawPeer.ConnectAsync(chain.Gateway);
        chain.Tap.Forget();
        await peer.SendAsync($"PUT /data/{token} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na");
        await Eventually.TrueAsync(() => chain.Tap.Requests().Count > 0, TimeSpan.FromSeconds(20), () => "The upload never began.");
        return peer;
    }

    private string Put(string name, string rest) =>
        $"PUT {chain.Url(name)} HTTP/1.1\r\nHost: a\r\nAuthorization: {ChainFixture.Einstein}\r\n{rest}";

    private static Task EndedAsync(Func<Task<HttpResponseMessage>> tried)
    {
        Task<HttpResponseMessage>? attempt = null;
        return Eventually.TrueAsync(
            () =>
            {
                attempt ??= tried();
                if (attempt is { IsCompletedSuccessfully: true, Result.StatusCode: HttpStatusCode.TooManyRequests })
                {
                    attempt = null;
                }

                return attempt is { IsCompletedSuccessfully: true };
            },
            TimeSpan.FromSeconds(20),
            () => "Nobody was let in again.");
    }

    private async Task AssertNothingIsHeldAsync()
    {
        // The client hears of it before the dataprovider has put everything away. Others here store a few bytes.
        Task<Cs3.Storage.Provider.V1Beta1.GetQuotaResponse>? asked = null;
        await Eventually.TrueAsync(
            () =>
            {
                asked ??= chain.Transfers.Storage.Provider.GetQuotaAsync(
                    new() { Ref = StorageProviderFixture.At(chain.Space) }, StorageProviderFixture.As("einstein")).ResponseAsync;
                if (asked is { IsCompletedSuccessfully: true, Result.UsedBytes: >= Announced })
                {
                    asked = null;
                }

                return asked is { IsCompletedSuccessfully: true };
            },
            TimeSpan.FromSeconds(20),
            () => "The quota is still reserved.");
        Assert.False(await chain.ExistsAsync("stops.bin"));
    }

    public sealed class Strict : ChainFixture
    {
        public const int Connections = 40;

        protected override string[] Settings =>
        [
            "--Http:IdleTimeout=00:00:02", "--Http:RequestHeadersTimeout=00:00:02", $"--Http:MaxConnectionsPerAddress={Connections}",
            "--Concurrency:UploadsPerUser=2",
        ];
    }
}
