using System.Text.Json;

namespace ClientTests.TusJs;

/// <summary>tus-js-client, the client that Uppy is built on, against the whole topology.</summary>
public sealed class TusJsClientTests(Topology topology)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TusJsClient_EveryWayItUploads_EndsWithTheSameBytes()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);

        var run = await NodeClient.RunAsync(
            "tusjs", Path.Combine("TusJs", "client.cjs"), [place.FolderUrl, place.PathOf("notes.json")], new Dictionary<string, string> { ["PASSWORD"] = "relativity" }, Limit, Stop);

        var seen = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(run.EndedWith(0).Output)!;
        foreach (var (step, name) in new[]
        {
            ("chunks", "chunks.bin"), ("empty", "empty.bin"), ("withCreation", "with-creation.bin"), ("parallel", "parallel.bin"),
            ("deferred", "deferred.bin"), ("resumed", "resumed.bin"), ("paused", "paused.bin"), ("remembered", "remembered.bin"),
        })
        {
            var (sha256, _) = await place.Client.DownloadAsync(place.UrlOf(name), Stop);
            Assert.Equal(seen[step].GetProperty("sha256").GetString(), sha256);
        }

        Assert.Equal([1 << 20, 2 << 20, 3 << 20, 4 << 20, 5 << 20], seen["chunks"].GetProperty("accepted").EnumerateArray().Select(offset => offset.GetInt32()));
        foreach (var step in (string[])["resumed", "paused", "remembered"])
        {
            AssertWentOn(step, seen[step].GetProperty("requests"));
        }

        Assert.Equal(410, seen["terminated"].GetProperty("status").GetInt32());
        // Neither the parts of a parallel upload nor the terminated one.
        Assert.Equal(8, (await place.Client.ListAsync(place.FolderUrl, Stop)).Count(file => file.Value is not null));
    }

    // It asks where to go on, and goes on there, which is in the middle of the chunk: no new upload, and no byte again.
    private static void AssertWentOn(string step, JsonElement requests)
    {
        var answered = requests.EnumerateArray().SkipWhile(request => request.GetProperty("method").GetString() != "HEAD").ToList();
        Assert.True(answered.Select(request => request.GetProperty("method").GetString()).SequenceEqual(["HEAD", "PATCH"]), $"{step}: {requests}");
        var offset = answered[0].GetProperty("offset").GetInt64();
        Assert.InRange(offset, 1, (192 << 20) - 1);
        Assert.Equal(offset, answered[1].GetProperty("from").GetInt64());
        Assert.Equal(204, answered[1].GetProperty("status").GetInt32());
    }
}
