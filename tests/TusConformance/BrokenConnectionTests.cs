using UploadProcessing.TestSupport;
using UploadProcessing.TestSupport.Lines;

namespace TusConformance;

/// <summary>TUS 1.0.0, Core Protocol, PATCH: what a broken connection leaves, and who may write after it (clauses 13 and 15).</summary>
public sealed class BrokenConnectionTests(Topology topology)
{
    private const int Length = 1 << 20;

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly string Content = Pattern(Length);

    [Fact]
    public async Task Patch_ThatEndsEarly_KeepsWhatArrived()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, Length);
        using (var cut = await BeginAsync(upload, 0, Length))
        {
            await cut.SendAsync(Content[..(Length / 2)]);
            await cut.EndSendingAsync();
            await cut.ReadToEndAsync();
        }

        Assert.Equal(Length / 2, (await site.HeadAsync(upload)).Offset);
        (await site.PatchAsync(upload, Length / 2, Content[(Length / 2)..])).MustBe(204);
        Assert.Equal(Content, await site.ContentAsync(name));
    }

    [Fact]
    public async Task Patch_WhileAnotherOneStalls_ContinuesFromItsOffsetAndNeverInterleaves()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await site.CreateAsync(name, Length);
        using var stalled = await BeginAsync(upload, 0, Length);
        await stalled.SendAsync(Content[..(Length / 2)]);

        // A HEAD that comes before the server has begun with the PATCH is told 0, and asks again, as clients do.
        var offset = 0;
        await Eventually.TrueAsync(
            async () => (offset = (int)(await site.HeadAsync(upload)).Offset!.Value) > 0, Limit, () => "Nothing of the PATCH that stalls was kept.");
        var patched = await site.PatchAsync(upload, offset, Content[offset..(offset + 1000)]);
        await stalled.ReadToEndAsync();
        var rest = await site.PatchAsync(upload, offset + 1000, Content[(offset + 1000)..]);

        Assert.Equal((204, offset + 1000), (patched.Status, patched.Offset));
        Assert.Equal(204, rest.Status);
        Assert.Equal(Content, await site.ContentAsync(name));
    }

    [Fact]
    public async Task Delete_WhileAPatchStalls_Terminates()
    {
        using var site = await TusSite.OpenAsync(topology);
        var upload = await site.CreateAsync(Length);
        using var stalled = await BeginAsync(upload, 0, Length);
        await stalled.SendAsync(Content[..(Length / 2)]);

        (await site.DeleteAsync(upload)).MustBe(204);

        (await site.HeadAsync(upload)).MustBe(404, 410);
    }

    private static Task<RawPeer> BeginAsync(Uri upload, long offset, long length) => Wire.BeginAsync(
        "PATCH", upload, [TusSite.Version, TusSite.BodyType, $"Upload-Offset: {offset}", $"Content-Length: {length}"]);

    // Letters, so that the file comes back as the same text; no block of them repeats.
    private static string Pattern(int length)
    {
        using var stream = new PatternStream(length, seed: 1);
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return string.Create(length, bytes, (text, source) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = (char)('a' + (source[i] % 26));
            }
        });
    }
}
