using System.Text;

namespace TusConformance;

/// <summary>The metadata's <c>checksum</c> is the whole file's, as the desktop client sends it.</summary>
public sealed class WholeFileChecksumTests(Topology topology)
{
    [Theory]
    [InlineData("SHA1 2aae6c35c94fcfb415dbe95f408b9ce91ee846ed")]
    [InlineData("MD5 5eb63bbbe01eeed093cb22bb8f5acdc3")]
    [InlineData("ADLER32 1a0b045d")]
    public async Task TheRightOne_MakesTheFile(string checksum)
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await CreateAsync(site, name, checksum);
        await site.PatchAsync(upload, 0, "hello ");

        (await site.PatchAsync(upload, 6, "world")).MustBe(204);

        Assert.Equal("hello world", await site.ContentAsync(name));
    }

    [Fact]
    public async Task AnotherOne_Is460AtTheEndAndNothingBecomesVisible()
    {
        using var site = await TusSite.OpenAsync(topology);
        var name = TusSite.NewName();
        var upload = await CreateAsync(site, name, "SHA1 2aae6c35c94fcfb415dbe95f408b9ce91ee846ed");
        (await site.PatchAsync(upload, 0, "hello ")).MustBe(204);

        (await site.PatchAsync(upload, 6, "WORLD")).MustBe(460);

        Assert.DoesNotContain(name, await site.ListAsync());
        (await site.HeadAsync(upload)).MustBe(410);
    }

    private static async Task<Uri> CreateAsync(TusSite site, string name, string checksum)
    {
        var pair = $"checksum {Convert.ToBase64String(Encoding.ASCII.GetBytes(checksum))}";
        return (await site.PostAsync("Upload-Length: 11", $"{TusSite.Metadata(name)},{pair}")).MustBe(201).Location;
    }
}
