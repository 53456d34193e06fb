using System.Buffers;
using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using ServiceTests.Ocdav.Support;
using UploadProcessing.Contracts;
using UploadProcessing.Storage;
using UploadProcessing.Storage.Blobs;
using UploadProcessing.Storage.Nodes;
using UploadProcessing.Storage.Spaces;
using UploadProcessing.Storage.Uploads;

namespace ServiceTests.Progress;

/// <summary>A list of files that updates itself: what happens to the uploads of a space, at ocdav, for whoever may see it.</summary>
public sealed class SpaceEventsTests(OcdavAndStorage scene) : IClassFixture<OcdavAndStorage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly UserId Einstein = new("einstein");
    private static readonly UserId Marie = new("märie");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watcher_SeesUploadsBeginAndEnd()
    {
        var space = await CreateSpaceAsync();
        await using var watching = await WatchAsync(space, "einstein", "relativity");
        var upload = await BeginAsync(space, "seen.bin");
        await scene.Storage.Service<UploadAbortion>().AbortAsync(upload, "The client left.");

        var (started, aborted) = (await watching.NextAsync(), await watching.NextAsync());

        Assert.Equal(("started", "seen.bin", upload.ToString()), (started.Event, (string?)started.Data["name"], (string?)started.Data["uploadId"]));
        Assert.Equal(("aborted", "The client left."), (aborted.Event, (string?)aborted.Data["reason"]));
    }

    [Fact]
    public async Task Watcher_WhoComesBack_GoesOnBehindWhatTheyHave()
    {
        var space = await CreateSpaceAsync();
        string last;
        await using (var watching = await WatchAsync(space, "einstein", "relativity"))
        {
            await BeginAsync(space, "first.bin");
            last = (await watching.NextAsync()).Id!;
        }

        await BeginAsync(space, "second.bin");
        await using var again = await WatchAsync(space, "einstein", "relativity", last);

        Assert.Equal("second.bin", (string?)(await again.NextAsync()).Data["name"]);
    }

    [Fact]
    public async Task Watcher_WhoMayOnlyRead_SeesNoUploadsUnderWay()
    {
        var space = await CreateSpaceAsync();
        await SetRoleAsync(space, SpaceRole.Viewer);
        await using var watching = await WatchAsync(space, "märie", "rädio:activity");
        await BeginAsync(space, "hidden.bin");
        // What is told next is told behind that, so it was looked at.
        await FinishAsync(space, "file.bin");
        var seen = await watching.NextAsync();

        Assert.Equal(("finalized", "file.bin"), (seen.Event, (string?)seen.Data["name"]));
        Assert.NotNull(seen.Data["fileId"]);
    }

    [Fact]
    public async Task Stranger_IsToldThatThereIsNoSuchSpace()
    {
        var space = await CreateSpaceAsync();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/events/spaces/{space}", "märie", "rädio:activity"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/events/spaces/nothing", "einstein", "relativity"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync($"/events/spaces/{space}", "einstein", "wrong"));
    }

    [Fact]
    public async Task Watcher_WhoIsShutOut_IsCutOff()
    {
        var space = await CreateSpaceAsync();
        await SetRoleAsync(space, SpaceRole.Editor);
        await using var watching = await WatchAsync(space, "märie", "rädio:activity");

        await ChangeAsync(transaction => transaction.Spaces.RemoveMemberAsync(space, Marie));

        await Assert.ThrowsAnyAsync<Exception>(() => watching.NextAsync());
    }

    private async Task<SpaceId> CreateSpaceAsync() => SpaceId.Parse(await scene.Storage.CreateSpaceAsync());

    private Task<bool> SetRoleAsync(SpaceId space, SpaceRole role) => ChangeAsync(transaction => transaction.Spaces.SetRoleAsync(space, Marie, role));

    private Task<bool> ChangeAsync(Func<IMetadataTransaction, ValueTask> change) => scene.Storage.Service<IMetadataStore>().WriteAsync(async transaction =>
    {
        await change(transaction);
        return true;
    }, Stop).AsTask();

    private async Task<UploadId> BeginAsync(SpaceId space, string name) => (await scene.Storage.Service<UploadInitiation>().BeginAsync(
        new UploadRequest(new NodeReference(space, null, [name]), 5, null, null, UploadPreconditions.None, null, new ResumableRequest()), Einstein, Stop)).Session!.Id;

    private async Task FinishAsync(SpaceId space, string name)
    {
        var upload = await BeginAsync(space, name);
        await using var writer = await scene.Storage.Service<IBlobStore>().OpenWriterAsync(upload, Stop);
        using var digest = new PassingDigest(algorithm: null);
        var bytes = new ReadOnlySequence<byte>("hello"u8.ToArray());
        digest.Append(bytes);
        await writer!.AppendAsync(bytes);
        Assert.Null((await scene.Storage.Service<UploadFinalizer>().FinalizeAsync(upload, new ReceivedBytes(5, digest.Digest, null))).Refusal);
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string user, string password)
    {
        using var answer = await scene.SendAsync(HttpMethod.Get, path, user, password);
        return answer.StatusCode;
    }

    private async Task<Watching> WatchAsync(SpaceId space, string user, string password, string? last = null)
    {
        var http = new HttpClient { BaseAddress = scene.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/events/spaces/{space}") { Headers = { Authorization = OcdavFixture.Basic(user, password) } };
        if (last is not null)
        {
            request.Headers.Add("Last-Event-ID", last);
        }

        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new Watching(http, answer, await answer.Content.ReadAsStreamAsync(Stop));
    }

    private sealed class Watching(HttpClient http, HttpResponseMessage answer, Stream body) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<SseItem<string>> _items = SseParser.Create(body).EnumerateAsync(Stop).GetAsyncEnumerator(Stop);

        public async Task<(string Event, string? Id, JsonNode Data)> NextAsync()
        {
            do
            {
                Assert.True(await _items.MoveNextAsync().AsTask().WaitAsync(Patience, Stop), "The stream has ended.");
            }
            while (_items.Current.EventType == "heartbeat");

            return (_items.Current.EventType, _items.Current.EventId, JsonNode.Parse(_items.Current.Data)!);
        }

        public async ValueTask DisposeAsync()
        {
            answer.Dispose();
            http.Dispose();
            await body.DisposeAsync();
        }
    }
}
