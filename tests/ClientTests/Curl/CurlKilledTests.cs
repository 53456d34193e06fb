namespace ClientTests.Curl;

public sealed class CurlKilledTests(Topology topology)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_KilledMidway_LeavesNoFileAndNoBytes(bool declaredLength)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        await place.WriteAsync("slow.bin", 32 << 20, seed: 1, Stop);
        var stored = new StoredBytes(topology);
        string[] framing = declaredLength ? [] : ["--header", "Transfer-Encoding: chunked"];
        await using (var curl = ClientProgram.Start(
            "curl",
            place.Local,
            Curl.As("einstein:relativity", ["--limit-rate", "1M", .. framing, "-T", "slow.bin", place.UrlOf("slow.bin")])))
        {
            await stored.MoreThanAsync(0);
            Assert.Empty(await place.ListAsync(Stop));

            await curl.KillAsync();
        }

        // Then the upload has ended, and nothing can become visible later.
        await Eventually.TrueAsync(() => !stored.AnyFile, Limit, () => "the killed upload's bytes are still there");
        Assert.Empty(await place.ListAsync(Stop));
        var get = await place.CurlAsync("--fail-with-body", place.UrlOf("slow.bin"));
        Assert.Contains("\"status\":404", get.EndedWith(Curl.RefusedByHttp).Output, StringComparison.Ordinal);
        var again = await place.CurlAsync("--write-out", "%{http_code}", "-T", "slow.bin", place.UrlOf("slow.bin"));
        Assert.Equal("201", again.EndedWith(0).Output);
    }
}
