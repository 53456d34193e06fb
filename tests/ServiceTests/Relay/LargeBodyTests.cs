using System.Security.Cryptography;
using UploadProcessing.Relay;

namespace ServiceTests.Relay;

[CollectionDefinition(DisableParallelization = true)]
public sealed class MeasuredAlone;

/// <summary>Alone, because it looks at the memory of the whole process.</summary>
[Collection<MeasuredAlone>]
public sealed class LargeBodyTests
{
    private const int Block = 1024 * 1024;
    private const int Blocks = 256;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_Of256MiB_ArrivesWholeInFlatMemory(bool chunked)
    {
        byte[] received = [];
        await using var target = await KestrelTarget.StartAsync(async request => received = await SHA256.HashDataAsync(request.Body));
        await using var relay = await RelayHost.StartAsync(target.Address);
        using var client = new HttpClient();
        var block = RandomNumberGenerator.GetBytes(Block);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = before;
        using var body = new RepeatedContent(block, Blocks, () => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: false)));
        using var request = new HttpRequestMessage(HttpMethod.Put, relay.Address) { Content = body };
        request.Headers.TransferEncodingChunked = chunked;
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal(RelayOutcome.Answered, await relay.OutcomeAsync());
        Assert.Equal(body.Hash(), received);
        Assert.InRange(peak - before, long.MinValue, 32L * 1024 * 1024);
    }
}
