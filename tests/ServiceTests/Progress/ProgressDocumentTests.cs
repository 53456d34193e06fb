using System.Globalization;
using System.Net;
using System.Text.Json;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Contracts.Transfer;

namespace ServiceTests.Progress;

/// <summary>The progress resource as a document: where an upload is, for whoever may see it.</summary>
public sealed class ProgressDocumentTests(ProgressScene scene) : IClassFixture<ProgressScene>, IAsyncLifetime
{
    private HttpClient _at = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _at = await scene.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _at.Dispose();
        await scene.StopLastAsync();
    }

    [Fact]
    public async Task Get_WhileBytesArrive_SaysHowMany()
    {
        var session = await scene.BeginAsync(scene.Plain, "receiving.bin", 10);
        using var patched = await scene.PatchAsync(_at, session, 0, "hello");

        var progress = await scene.ProgressAsync(_at, session);

        Assert.Equal((ProgressState.Receiving, 5, 10, "receiving.bin"), (progress.State, progress.Offset, progress.Length, progress.Name));
    }

    [Fact]
    public async Task Get_OfAFile_SaysWhichItIs()
    {
        var session = await scene.BeginAsync(scene.Plain, "finalized.bin", 5);
        using var patched = await scene.PatchAsync(_at, session, 0, "hello");

        var progress = await scene.ProgressAsync(_at, session);

        Assert.Equal((ProgressState.Finalized, 5, 5), (progress.State, progress.Offset, progress.Length));
        Assert.Equal(Assert.Single(patched.Headers.GetValues("OC-FileId")), progress.FileId);
        Assert.Equal(patched.Headers.ETag!.Tag, progress.ETag);
        Assert.NotNull(progress.EndedAt);
    }

    [Fact]
    public async Task Get_WhileItRuns_SaysWhenToAskAgainAndAfterwardsNot()
    {
        var session = await scene.BeginAsync(scene.Plain, "again.bin", 5);
        using var running = await scene.GetAsync(_at, session);
        using var patched = await scene.PatchAsync(_at, session, 0, "hello");
        using var ended = await scene.GetAsync(_at, session);

        Assert.NotNull(running.Headers.RetryAfter);
        Assert.Null(ended.Headers.RetryAfter);
        Assert.True(ended.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Get_WithTheTagOfWhatIsThere_Is304()
    {
        var session = await scene.BeginAsync(scene.Plain, "tag.bin", 5);
        using var first = await scene.GetAsync(_at, session);

        using var second = await scene.GetAsync(_at, session, null, ("If-None-Match", first.Headers.ETag!.Tag));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Get_PreferringToWait_IsAnsweredWhenSomethingHappens()
    {
        var session = await scene.BeginAsync(scene.Plain, "wait.bin", 10);
        using var first = await scene.GetAsync(_at, session);

        var waiting = scene.GetAsync(_at, session, null, ("If-None-Match", first.Headers.ETag!.Tag), ("Prefer", "wait=60"));
        Assert.False(waiting.IsCompleted);
        using var patched = await scene.PatchAsync(_at, session, 0, "hello");
        using var answer = await waiting;

        Assert.Equal("wait=60", Assert.Single(answer.Headers.GetValues("Preference-Applied")));
        var progress = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Stop), ProgressJson.Default.UploadProgress)!;
        Assert.Equal(5, progress.Offset);
    }

    [Fact]
    public async Task Get_PreferringToWait_IsAnsweredWithTheSameWhenTheTimeIsOver()
    {
        var session = await scene.BeginAsync(scene.Plain, "nothing.bin", 10);
        using var first = await scene.GetAsync(_at, session);

        using var tagged = await scene.GetAsync(_at, session, null, ("If-None-Match", first.Headers.ETag!.Tag), ("Prefer", "wait=1"));
        using var plain = await scene.GetAsync(_at, session, null, ("Prefer", "wait=1"));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (tagged.StatusCode, plain.StatusCode));
    }

    [Fact]
    public async Task Get_WithATokenThatIsNotForThis_IsRefused()
    {
        var (session, other) = (await scene.BeginAsync(scene.Plain, "mine.bin", 5), await scene.BeginAsync(scene.Plain, "other.bin", 5));
        var path = $"/data/progress/{session.Id}";

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("nonsense"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(scene.Watching(other)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(scene.Token(session, TransferOperation.Write, path)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(scene.Token(session, TransferOperation.Watch, path, new UserId("marie"))));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(scene.Token(session, TransferOperation.Watch, path, expires: DateTimeOffset.UnixEpoch)));

        async Task<HttpStatusCode> StatusAsync(string token)
        {
            using var answer = await scene.GetAsync(_at, session, token);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Get_OfAnUploadThatWasTerminated_SaysThatItEnded()
    {
        var session = await scene.BeginAsync(scene.Plain, "terminated.bin", 5);
        using var gone = await scene.SendAsync(_at, HttpMethod.Delete, session, [], 0);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        Assert.Equal(ProgressState.Aborted, (await scene.ProgressAsync(_at, session)).State);
    }

    [Fact]
    public async Task Get_OfAnUploadThatIsForgotten_Is404()
    {
        var session = await scene.BeginAsync(scene.Plain, "forgotten.bin", 5);
        await scene.ChangeAsync(transaction => transaction.Uploads.RemoveAsync(session.Id));

        using var answer = await scene.GetAsync(_at, session);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Answers_OfAResumableUpload_SayWhereItsProgressIs()
    {
        var session = await scene.BeginAsync(scene.Plain, "location.bin", 10);
        using var patched = await scene.PatchAsync(_at, session, 0, "hello");
        using var head = await scene.SendAsync(_at, HttpMethod.Head, session, [], 0);

        var token = Assert.Single(patched.Headers.GetValues("Progress-Location")).Split('/')[^1];
        Assert.NotEmpty(Assert.Single(head.Headers.GetValues("Progress-Location")));
        using var answer = await scene.GetAsync(_at, session, token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(10.ToString(CultureInfo.InvariantCulture), JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("length").ToString());
    }
}
