using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using ClientTests.Curl;

namespace ClientTests.Proxies;

/// <summary>What a proxy limits, and what is limited behind it.</summary>
[Collection(BehindProxies.Name)]
public sealed class ProxyLimitTests(ProxiedTopology topology)
{
    private const int Parts = 200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Proxy.Nginx)]
    [InlineData(Proxy.Haproxy)]
    public async Task Head_With200PartUrls_FitsBothWays(Proxy proxy)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        using var client = new FrontClient(front);
        var folder = new Uri(front.Url, $"dav/spaces/{place.Space}/{place.Name}");
        var parts = new Uri[Parts];
        await Parallel.ForAsync(0, Parts, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (number, _) =>
        {
            using var part = await client.SendAsync(
                HttpMethod.Post, folder, Chunk(number.ToString("d3", CultureInfo.InvariantCulture)), ("Upload-Length", "3"), ("Upload-Concat", "partial"));
            parts[number] = FrontClient.LocationOf(part);
        });
        var concat = $"final;{string.Join(' ', parts.Select(part => part.AbsoluteUri))}";

        using var final = await client.SendAsync(
            HttpMethod.Post, folder, null, ("Upload-Concat", concat), ("Upload-Metadata", "filename am9pbmVkLnR4dA=="));
        Assert.Equal(HttpStatusCode.Created, final.StatusCode);

        using var head = await client.SendAsync(HttpMethod.Head, FrontClient.LocationOf(final), null);
        Assert.Equal(concat, head.Headers.GetValues("Upload-Concat").Single());
        Assert.Equal(
            string.Concat(Enumerable.Range(0, Parts).Select(number => number.ToString("d3", CultureInfo.InvariantCulture))),
            await client.Http.GetStringAsync(new Uri($"{folder}/joined.txt"), Stop));
    }

    [Fact]
    public async Task BodyLimitOfNginx_Is413InItsOwnWordsAndPiecesBelowItGetThrough()
    {
        const long Length = 2 << 20;
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(Proxy.Nginx, topology, "client_max_body_size 0;", "client_max_body_size 1m;");
        using var client = new FrontClient(front);
        var folder = $"dav/spaces/{place.Space}/{place.Name}";
        await place.WriteAsync("large.bin", Length, seed: 24, Stop);

        var put = await place.CurlAsync(
            "--cacert", front.Certificate.Chain, "--output", "/dev/null", "--write-out", "%{http_code} %{content_type}",
            "-T", "large.bin", $"{front.Url}{folder}/");
        Assert.Equal("413 text/html", put.Output);
        Assert.Empty(await place.ListAsync(Stop));

        // No Tus-Resumable: it is not this server's answer. Nothing has arrived, and the upload is as good as before.
        var upload = await client.CreateAsync(folder, "large.bin", Length);
        using var patched = await client.SendAsync(HttpMethod.Patch, upload, Chunk(new string('x', (1 << 20) + 1)), ("Upload-Offset", "0"));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, patched.StatusCode);
        Assert.False(patched.Headers.Contains("Tus-Resumable"));
        Assert.Equal(0, await client.OffsetAsync(upload));
        for (long from = 0; from < Length; from += 1 << 20)
        {
            Assert.Equal(HttpStatusCode.NoContent, await client.PatchAsync(upload, Length, seed: 24, from, from + (1 << 20)));
        }

        Assert.Equal(await place.Sha256Async("large.bin", Stop), await client.Sha256Async(new Uri(front.Url, $"{folder}/large.bin")));
    }

    [Theory]
    [InlineData(Proxy.Nginx, "127.0.0.21", "127.0.0.22")]
    [InlineData(Proxy.Haproxy, "127.0.0.23", "127.0.0.24")]
    public async Task FailedSignIns_ThroughAProxy_CountForWhoMadeThem(Proxy proxy, string guesser, string other)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await using var front = await Front.StartAsync(proxy, topology);
        for (var i = 0; i < ProxiedTopology.FailuresPerAddress; i++)
        {
            Assert.Equal("401", await GuessAsync(guesser, i));
        }

        Assert.Equal("429", await GuessAsync(guesser, 98));
        Assert.Equal("401", await GuessAsync(other, 99));

        // Another name each time, and another address in a header that only proxies are believed.
        async Task<string> GuessAsync(string address, int number) => (await ClientProgram.RunAsync(
            "curl", place.Local,
            Curl.Curl.As(
                $"nobody-{number}:guess", "--cacert", front.Certificate.Chain, "--interface", address, "--header", $"X-Forwarded-For: 203.0.113.{number}",
                "--header", $"Forwarded: for=203.0.113.{number}", "--output", "/dev/null", "--write-out", "%{http_code}", $"{front.Url}graph/v1.0/me/drives"),
            TimeSpan.FromMinutes(1), Stop)).Output;
    }

    private static StringContent Chunk(string bytes) =>
        new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } };
}
