using System.Text.Json;
using UploadProcessing.TestSupport;

namespace ClientTests.Rclone;

public sealed class RcloneTests(Topology topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Copy_TreeUp_KeepsNamesBytesTimesAndChecksums()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        using var rclone = await Rclone.ConfigureAsync(place, Stop);
        await place.WriteTreeAsync("tree", Stop);

        (await rclone.RunAsync("copy", "--checksum", "tree", rclone.Folder)).EndedWith(0);

        Assert.Equal(await FileTree.DescribeAsync(place.PathOf("tree"), Stop), FileTree.Describe(await rclone.ListAsync()));
        Assert.Contains("0 differences found", (await rclone.RunAsync("check", "tree", rclone.Folder)).EndedWith(0).Error, StringComparison.Ordinal);
        Assert.Contains("0 differences found", (await rclone.RunAsync("check", "--download", "tree", rclone.Folder)).EndedWith(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_OneFileDiffers_FindsIt()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        using var rclone = await Rclone.ConfigureAsync(place, Stop);
        await place.WriteTreeAsync("tree", Stop);
        (await rclone.RunAsync("copy", "tree", rclone.Folder)).EndedWith(0);
        using var other = await place.Client.PutAsync(place.UrlOf("small.txt"), "abc", Stop);

        // By its bytes: rclone 1.60 would compare MD5 sums, which ocdav does not serve, and then looks at sizes only.
        var check = await rclone.RunAsync("check", "--download", "--differ", "-", "tree", rclone.Folder);

        Assert.Equal("small.txt", check.EndedWith(1).Output.Trim());
    }

    [Fact]
    public async Task Sync_Again_TransfersNothing()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        using var rclone = await Rclone.ConfigureAsync(place, Stop);
        await place.WriteTreeAsync("tree", Stop);
        (await rclone.RunAsync("sync", "tree", rclone.Folder)).EndedWith(0);

        var again = await rclone.RunAsync("sync", "tree", rclone.Folder);

        Assert.Contains("There was nothing to transfer", again.EndedWith(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_TreeChanged_DeletesAndReplacesWhatChanged()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        using var rclone = await Rclone.ConfigureAsync(place, Stop);
        await place.WriteTreeAsync("tree", Stop);
        (await rclone.RunAsync("sync", "tree", rclone.Folder)).EndedWith(0);
        Directory.Delete(place.PathOf("tree/日本語 🎈"), recursive: true);
        File.Delete(place.PathOf("tree/empty.bin"));
        await place.WriteAsync("tree/small.txt", 33, seed: 9, Stop);
        File.SetLastWriteTimeUtc(place.PathOf("tree/small.txt"), new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc));

        (await rclone.RunAsync("sync", "tree", rclone.Folder)).EndedWith(0);

        var entries = await rclone.ListAsync();
        Assert.Equal(await FileTree.DescribeAsync(place.PathOf("tree"), Stop), FileTree.Describe(entries));
        Assert.Equal(["large"], entries.Where(entry => entry.IsDir).Select(entry => entry.Path));
    }

    [Fact]
    public async Task Copy_DownAgain_IsIdentical()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        using var rclone = await Rclone.ConfigureAsync(place, Stop);
        await place.WriteTreeAsync("tree", Stop);
        (await rclone.RunAsync("copy", "tree", rclone.Folder)).EndedWith(0);

        (await rclone.RunAsync("copy", rclone.Folder, "down")).EndedWith(0);

        Assert.Equal(await FileTree.DescribeAsync(place.PathOf("tree"), Stop), await FileTree.DescribeAsync(place.PathOf("down"), Stop));
    }

    [Fact]
    public async Task Rcat_FromAPipe_StreamsAFileOfUnknownLength()
    {
        const long length = 5 << 20;
        await using var place = await Workplace.CreateAsync(topology, Stop);
        using var rclone = await Rclone.ConfigureAsync(place, Stop);
        await using var pipe = new PatternStream(length, seed: 1);

        (await rclone.RunFromPipeAsync(pipe, "rcat", "--streaming-upload-cutoff", "0", $"{rclone.Folder}/piped.bin")).EndedWith(0);

        Assert.Equal((await PatternStream.Sha256Async(length, seed: 1, Stop), length), await place.Client.DownloadAsync(place.UrlOf("piped.bin"), Stop));
    }

    [Fact]
    public async Task About_Space_TellsWhatIsUsed()
    {
        const long length = 1 << 20;
        await using var place = await Workplace.CreateAsync(topology, Stop);
        using var rclone = await Rclone.ConfigureAsync(place, Stop);
        using var put = await place.Client.PutPatternAsync(place.UrlOf("file.bin"), length, seed: 1, Stop);

        var about = await rclone.RunAsync("about", "--json", "space:");

        using var quota = JsonDocument.Parse(about.EndedWith(0).Output);
        Assert.InRange(quota.RootElement.GetProperty("used").GetInt64(), length, long.MaxValue);
    }
}
