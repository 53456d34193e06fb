using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Xml.Linq;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>Two hundred uploads at once (ocis#8848, opencloud#1871): each that was acknowledged is there, and sizes and quota add up.</summary>
public sealed class ParallelUploadTests(ParallelUploadTests.EveryRevisionKept topology) : IClassFixture<ParallelUploadTests.EveryRevisionKept>
{
    private const int Uploads = 200;
    private static readonly XNamespace Dav = "DAV:";
    private static readonly XNamespace OwnCloud = "http://owncloud.org/ns";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_OneNameByManyAtOnce_EveryAcknowledgedOneIsARevision()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        var usedBefore = await UsedAsync(client, space);

        var answers = await Task.WhenAll(Enumerable.Range(0, Uploads).Select(number => PutAsync(client, DavClient.Url(space, "same.bin"), number)));

        Assert.Single(answers, answer => answer.Status is HttpStatusCode.Created);
        Assert.Equal(Uploads - 1, answers.Count(answer => answer.Status is HttpStatusCode.NoContent));
        var revisions = await MetadataFile.RevisionsAsync(topology.DataRoot, "same.bin", Stop);
        Assert.Equal(answers.Select(answer => answer.ETag).Order(), revisions.Select(revision => revision.ETag).Order());
        Assert.Equal(answers.Sum(answer => answer.Length), await UsedAsync(client, space) - usedBefore);

        // The one that is served is the one that was committed last.
        var newest = revisions[^1];
        var shown = answers.Single(answer => answer.ETag == newest.ETag);
        Assert.Equal(
            (await PatternStream.Sha256Async(shown.Length, shown.Number, Stop), shown.Length),
            await client.DownloadAsync(DavClient.Url(space, "same.bin"), Stop));
    }

    [Fact]
    public async Task Put_OneNameByTwentyAgainAndAgain_NoRevisionComesBeforeOneThatWasAnsweredBeforeItBegan()
    {
        const int clients = 20;
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);

        var answers = (await Task.WhenAll(Enumerable.Range(0, clients).Select(number => PutInTurnAsync(client, DavClient.Url(space, "turns.bin"), number * 100)))).SelectMany(own => own)
            .ToDictionary(answer => answer.ETag);

        var inOrder = (await MetadataFile.RevisionsAsync(topology.DataRoot, "turns.bin", Stop)).Select(revision => answers[revision.ETag]).ToList();
        Assert.Equal(Uploads, inOrder.Count);
        for (var earlier = 0; earlier < inOrder.Count; earlier++)
        {
            Assert.All(inOrder.Skip(earlier + 1), later => Assert.False(
                later.Answered < inOrder[earlier].Begun, $"{later} was answered before {inOrder[earlier]} began, and is the later revision."));
        }

        async Task<List<Answer>> PutInTurnAsync(DavClient by, string url, int from)
        {
            var own = new List<Answer>();
            for (var number = from; number < from + Uploads / clients; number++)
            {
                own.Add(await PutAsync(by, url, number));
            }

            return own;
        }
    }

    [Fact]
    public async Task Put_ManyNamesIntoOneFolderAtOnce_AllAreListedAndAddUp()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("Lab", Stop);
        using var made = await client.Http.SendAsync(new HttpRequestMessage(new HttpMethod("MKCOL"), DavClient.Url(space, "many")), Stop);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var (usedBefore, sizeBefore) = (await UsedAsync(client, space), await SizeAsync(client, DavClient.Url(space, "")));

        var answers = await Task.WhenAll(Enumerable.Range(0, Uploads).Select(number =>
            PutAsync(client, DavClient.Url(space, $"many/{number}.bin"), number)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        var listed = await client.ListAsync(DavClient.Url(space, "many"), Stop);
        Assert.Equal(
            answers.ToDictionary(answer => $"{answer.Number}.bin", answer => (long?)answer.Length).OrderBy(file => file.Key, StringComparer.Ordinal),
            listed.OrderBy(file => file.Key, StringComparer.Ordinal));
        var sum = answers.Sum(answer => answer.Length);
        Assert.Equal(sum, await SizeAsync(client, DavClient.Url(space, "many")));
        Assert.Equal(sum, await SizeAsync(client, DavClient.Url(space, "")) - sizeBefore);
        Assert.Equal(sum, await UsedAsync(client, space) - usedBefore);
    }

    private static async Task<Answer> PutAsync(DavClient client, string url, int number)
    {
        // Of every size from nothing on, so that a sum that comes out right is no accident.
        var length = number * 97L;
        var begun = Stopwatch.GetTimestamp();
        using var put = await client.PutPatternAsync(url, length, number, Stop);
        return new Answer(number, length, put.StatusCode, put.Headers.ETag?.Tag ?? "", begun, Stopwatch.GetTimestamp());
    }

    private static Task<long> UsedAsync(DavClient client, string space) => NumberAsync(client, DavClient.Url(space, ""), Dav + "quota-used-bytes");

    private static Task<long> SizeAsync(DavClient client, string url) => NumberAsync(client, url, OwnCloud + "size");

    private static async Task<long> NumberAsync(DavClient client, string url, XName property)
    {
        var body = new XElement(Dav + "propfind", new XElement(Dav + "prop", new XElement(property)));
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), url) { Headers = { { "Depth", "0" } }, Content = new StringContent(body.ToString()) };
        using var response = await client.Http.SendAsync(request, Stop);
        response.EnsureSuccessStatusCode();
        var answer = XDocument.Parse(await response.Content.ReadAsStringAsync(Stop));
        return long.Parse(answer.Descendants(property).Single().Value, CultureInfo.InvariantCulture);
    }

    /// <summary>A topology that prunes no revisions, so that each can be counted.</summary>
    public sealed class EveryRevisionKept : Topology
    {
        protected override void Configure(IDistributedApplicationTestingBuilder builder) =>
            builder.CreateResourceBuilder<ProjectResource>("dataprovider").WithEnvironment("Uploads__RevisionsKept", "1000");
    }

    private sealed record Answer(int Number, long Length, HttpStatusCode Status, string ETag, long Begun, long Answered);
}
