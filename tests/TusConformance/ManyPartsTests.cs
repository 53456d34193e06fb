namespace TusConformance;

/// <summary>Request and answer of a concatenation carry every part's URL, each with a token in it, through every hop.</summary>
public sealed class ManyPartsTests(Topology topology)
{
    private const int Parts = 200;

    [Fact]
    public async Task Final_Of200AbsoluteUrls_IsJoinedAndHeadReturnsThemAll()
    {
        using var site = await TusSite.OpenAsync(topology);
        var parts = new Uri[Parts];
        await Parallel.ForAsync(0, Parts, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = TestContext.Current.CancellationToken },
            async (number, _) => parts[number] = (await site.PostWithAsync(
                $"{number:d3}", "Upload-Length: 3", "Upload-Concat: partial", TusSite.BodyType)).MustBe(201).Location);
        var concat = $"final;{string.Join(' ', parts.Select(part => part.AbsoluteUri))}";
        var name = TusSite.NewName();

        var final = await site.CreateAsync(name, $"Upload-Concat: {concat}");

        var head = await site.HeadAsync(final);
        await Eventually.TrueAsync(
            async () => (head = await site.HeadAsync(final)).Has("Upload-Offset"), TimeSpan.FromSeconds(30), () => $"Never joined: {head}");
        Assert.Equal(concat, head["Upload-Concat"]);
        Assert.Equal(string.Concat(Enumerable.Range(0, Parts).Select(number => $"{number:d3}")), await site.ContentAsync(name));
    }
}
