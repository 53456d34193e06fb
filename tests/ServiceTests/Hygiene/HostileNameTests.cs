using System.Net;
using ServiceTests.Chain;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Hygiene;

/// <summary>Names that would be more than a name where they are written.</summary>
public sealed class HostileNameTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    [Theory]
    [InlineData("PUT", "a%0D%0ASet-Cookie:%20x=y")]
    [InlineData("PUT", "a%0Ab")]
    [InlineData("PUT", "a%0Db")]
    [InlineData("PUT", "a%00b")]
    [InlineData("PUT", "a%1Bb")]
    [InlineData("PUT", "a%7Fb")]
    [InlineData("PUT", "a%C2%85b")]
    [InlineData("MKCOL", "a%0D%0Ab")]
    public async Task Name_WithControlCharacters_IsRefusedAndReachesNoFile(string method, string name)
    {
        chain.Tap.Forget();
        using var client = await RawPeer.ConnectAsync(chain.Ocdav);
        await client.SendAsync($"{method} {chain.Url(name)} HTTP/1.1\r\nHost: a\r\nAuthorization: {ChainFixture.Einstein}\r\nContent-Length: 0\r\n\r\n");

        var head = await client.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 400 ", head, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", head, StringComparison.Ordinal);
        Assert.Empty(chain.Tap.Requests());
    }

    [Theory]
    [InlineData("a\"; filename=\"b.html")]
    [InlineData("a;b=c\\d'e.txt")]
    [InlineData("päge – 文件 🚀.bin")]
    [InlineData("line\u2028separator\u2029.txt")]
    [InlineData("\u202Egpj.exe")]
    [InlineData("%0D%0AX: y.txt")]
    [InlineData(" leading and trailing ")]
    public async Task Name_ThatIsUnusual_IsOneFileNameInTheDownload(string name)
    {
        await chain.PutAsync(Uri.EscapeDataString(name), "content"u8.ToArray());

        using var answer = await chain.SendAsync("GET", Uri.EscapeDataString(name));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal(name, answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("content", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
