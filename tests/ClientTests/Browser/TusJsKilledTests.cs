namespace ClientTests.Browser;

[Collection(nameof(KilledParticipants))]
public sealed class TusJsKilledTests(KilledParticipants topology)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("datagateway")]
    [InlineData("dataprovider")]
    public async Task Upload_ParticipantKilledMidChunk_GoesOnWhereTheServerIs(string participant)
    {
        await using var scene = await Scene.StartAsync(topology, 32 << 20, Stop);
        await scene.Browser.LimitUploadAsync(2 << 20);
        await scene.Page.BeginAsync();
        await scene.Stored.MoreThanAsync(1 << 20);

        await topology.KillAsync(participant, Stop);
        Assert.False((await scene.Page.SeenAsync()).Done, "It was complete before anything was killed.");
        await topology.StartAgainAsync(participant, Stop);
        await scene.Browser.LimitUploadAsync(-1);

        TusJsTests.AssertWentOn(await scene.Page.DoneAsync());
        await scene.AssertUploadedAsync();
    }
}
