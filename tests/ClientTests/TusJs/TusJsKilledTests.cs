using System.Text.Json;

namespace ClientTests.TusJs;

[Collection(nameof(KilledParticipants))]
public sealed class TusJsKilledTests(KilledParticipants topology)
{
    private const long Half = 8 << 20;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("datagateway", 1)]
    [InlineData("dataprovider", 1)]
    [InlineData("datagateway", 10)]
    [InlineData("dataprovider", 10)]
    public async Task Upload_ParticipantKilledMidChunk_GoesOnWhereTheServerIs(string participant, int parts)
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var stored = new StoredBytes(topology);
        var upload = NodeClient.RunAsync(
            "tusjs", Path.Combine("TusJs", "stalled.cjs"), [place.FolderUrl, "file.bin", $"{parts}"],
            new Dictionary<string, string> { ["PASSWORD"] = "relativity" }, Limit, Stop);
        // All that was sent of every part; less what their halves are short of the whole's.
        await stored.MoreThanAsync(Half - 1 - parts);

        await topology.KillAsync(participant, Stop);
        await topology.StartAgainAsync(participant, Stop);

        var seen = JsonDocument.Parse((await upload).EndedWith(0).Output).RootElement;
        Assert.Equal(
            (seen.GetProperty("sha256").GetString(), 2 * Half), await place.Client.DownloadAsync(place.UrlOf("file.bin"), Stop));
        // What was there is not sent again: each part goes on with one request, and not at its beginning. (The last part is longer by
        // what is left over.)
        var accepted = seen.GetProperty("patches").EnumerateArray().Where(patch => patch.GetProperty("status").GetInt32() == 204).ToList();
        Assert.Equal(parts, accepted.Count);
        Assert.All(accepted, patch => Assert.InRange(patch.GetProperty("from").GetInt64(), 1, Half / parts + parts));
    }
}
