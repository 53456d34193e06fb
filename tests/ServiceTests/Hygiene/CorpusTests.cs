using System.Globalization;
using System.Text.RegularExpressions;
using ServiceTests.Chain;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.TestSupport.Lines;

namespace ServiceTests.Hygiene;

/// <summary>The corpus through ocdav, through datagateway, and at the dataprovider itself.</summary>
public sealed partial class CorpusTests(ChainFixture chain) : IClassFixture<ChainFixture>
{
    public static TheoryData<string> Names => [.. Corpus.Probes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ocdav_Given_AnswersByTheStandardAndPassesOnOneRequestOrNone(string name)
    {
        var file = UniqueName();
        await AssertAsync(name, chain.Ocdav, file, chain.Url(file), $"Authorization: {ChainFixture.Einstein}", isTapped: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task DataGateway_Given_AnswersByTheStandardAndPassesOnOneRequestOrNone(string name)
    {
        var file = UniqueName();
        var token = await chain.Transfers.UploadTokenAsync(chain.Space, "./" + file, "einstein", 5);
        await AssertAsync(name, chain.Gateway, file, $"/data/{token}", "X-Own: field", isTapped: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task DataProvider_Given_AnswersByTheStandardAndStoresOneFileOrNone(string name)
    {
        var file = UniqueName();
        var token = await chain.Transfers.UploadTokenAsync(chain.Space, "./" + file, "einstein", 5);
        await AssertAsync(name, chain.DataProvider, file, "/data", $"{TransferToken.HeaderName}: {token}", isTapped: false);
    }

    private static string UniqueName() => $"{Guid.NewGuid():N}.txt";

    private async Task AssertAsync(string name, Uri server, string file, string path, string allowed, bool isTapped)
    {
        var probe = Corpus.Probes[name];
        chain.Tap.Forget();
        using var client = await RawPeer.ConnectAsync(server);
        await client.SendAsync(Filled(probe.Request, path, allowed));
        var answers = probe.IsCut ? await CutAsync(client, isTapped) : await AnswersAsync(client);

        // The second answer is that to the OPTIONS behind the probe, if the connection lived to see it; one more would be to smuggled bytes.
        var status = isTapped ? probe.Status : probe.AtTheEnd ?? probe.Status;
        Assert.Equal(status, answers.Count == 0 ? 0 : answers[0]);
        Assert.InRange(answers.Count, 0, name == "two requests at once" ? 3 : 2);
        if (isTapped)
        {
            var arrived = chain.Tap.Requests();
            Assert.Equal(probe.Arrives, arrived.Count(request => request.IsComplete));
            Assert.All(arrived.Where(request => request.IsComplete), request => Assert.Equal("hello", request.Body));
            Assert.DoesNotContain("forged", string.Concat(arrived.Select(request => request.Head + request.Trailers)), StringComparison.Ordinal);
            Assert.All(arrived, request => Assert.Single(TokenPattern().Matches(request.Head)));
        }

        Assert.Equal(status == 201, await chain.ExistsAsync(file));
    }

    /// <summary>The statuses of all answers on the connection, the last of them to an OPTIONS of ours that ends it.</summary>
    private static async Task<List<int>> AnswersAsync(RawPeer client)
    {
        try
        {
            await client.SendAsync("OPTIONS /data HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        }
        catch (IOException)
        {
            // Closed with the first answer.
        }

        return [.. StatusPattern().Matches(await client.ReadToEndAsync()).Select(match => int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))];
    }

    private async Task<List<int>> CutAsync(RawPeer client, bool isTapped)
    {
        if (isTapped)
        {
            await Eventually.TrueAsync(() => chain.Tap.Requests().Count == 1, TimeSpan.FromSeconds(20), () => "The request never began.");
        }

        client.Reset();
        return [];
    }

    private static string Filled(string request, string path, string allowed)
    {
        var smuggled = Put(Corpus.Smuggled).Length.ToString(CultureInfo.InvariantCulture);
        return Put(request).Replace("{smuggled}", smuggled, StringComparison.Ordinal);

        string Put(string text) => text.Replace("{put}", "PUT {path}", StringComparison.Ordinal)
            .Replace("{path}", path, StringComparison.Ordinal).Replace("{allowed}", allowed, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"HTTP/1\.1 (\d\d\d) ")]
    private static partial Regex StatusPattern();

    [GeneratedRegex(@"(?<=\r\n)X-Reva-Transfer: [^\r]+(?=\r\n)", RegexOptions.IgnoreCase)]
    private static partial Regex TokenPattern();
}
