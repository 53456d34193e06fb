using System.Globalization;
using System.Net;
using System.Text.Json;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Progress;
using UploadProcessing.Contracts.Transfer;

namespace ServiceTests.Progress;

/// <summary>The progress resource as a document: where an upload is, for whoever may see it.</summary>
public sealed class ProgressDocumentTests(ProgressScene scene) : ProgressTests(scene)
{
    [Fact]
    public async Task Get_WhileBytesArrive_SaysHowMany()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "receiving.bin", 10);
        using var patched = await Scene.PatchAsync(At, session, 0, "hello");

        var progress = await Scene.ProgressAsync(At, session);

        Assert.Equal((ProgressState.Receiving, 5, 10, "receiving.bin"), (progress.State, progress.Offset, progress.Length, progress.Name));
    }

    [Fact]
    public async Task Get_OfAFile_SaysWhichItIs()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "finalized.bin", 5);
        using var patched = await Scene.PatchAsync(At, session, 0, "hello");

        var progress = await Scene.ProgressAsync(At, session);

        Assert.Equal((ProgressState.Finalized, 5, 5), (progress.State, progress.Offset, progress.Length));
        Assert.Equal(Assert.Single(patched.Headers.GetValues("OC-FileId")), progress.FileId);
        Assert.Equal(patched.Headers.ETag!.Tag, progress.ETag);
        Assert.NotNull(progress.EndedAt);
    }

    [Fact]
    public async Task Get_WhileItRuns_SaysWhenToAskAgainAndAfterwardsNot()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "again.bin", 5);
        using var running = await Scene.GetAsync(At, session);
        using var patched = await Scene.PatchAsync(At, session, 0, "hello");
        using var ended = await Scene.GetAsync(At, session);

        Assert.NotNull(running.Headers.RetryAfter);
        Assert.Null(ended.Headers.RetryAfter);
        Assert.True(ended.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task Get_WithTheTagOfWhatIsThere_Is304()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "tag.bin", 5);
        using var first = await Scene.GetAsync(At, session);

        using var second = await Scene.GetAsync(At, session, null, ("If-None-Match", first.Headers.ETag!.Tag));

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task Get_PreferringToWait_IsAnsweredWhenSomethingHappens()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "wait.bin", 10);
        using var first = await Scene.GetAsync(At, session);

        var waiting = Scene.GetAsync(At, session, null, ("If-None-Match", first.Headers.ETag!.Tag), ("Prefer", "wait=60"));
        Assert.False(waiting.IsCompleted);
        using var patched = await Scene.PatchAsync(At, session, 0, "hello");
        using var answer = await waiting;

        Assert.Equal("wait=60", Assert.Single(answer.Headers.GetValues("Preference-Applied")));
        var progress = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(Stop), ProgressJson.Default.UploadProgress)!;
        Assert.Equal(5, progress.Offset);
    }

    [Fact]
    public async Task Get_PreferringToWait_IsAnsweredWithTheSameWhenTheTimeIsOver()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "nothing.bin", 10);
        using var first = await Scene.GetAsync(At, session);

        using var tagged = await Scene.GetAsync(At, session, null, ("If-None-Match", first.Headers.ETag!.Tag), ("Prefer", "wait=1"));
        using var plain = await Scene.GetAsync(At, session, null, ("Prefer", "wait=1"));

        Assert.Equal((HttpStatusCode.NotModified, HttpStatusCode.OK), (tagged.StatusCode, plain.StatusCode));
    }

    [Fact]
    public async Task Get_WithATokenThatIsNotForThis_IsRefused()
    {
        var (session, other) = (await Scene.BeginAsync(Scene.Plain, "mine.bin", 5), await Scene.BeginAsync(Scene.Plain, "other.bin", 5));
        var path = $"/data/progress/{session.Id}";

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("nonsense"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Scene.Watching(other)));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(Scene.Token(session, TransferOperation.Write, path)));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Scene.Token(session, TransferOperation.Watch, path, new UserId("marie"))));
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync(Scene.Token(session, TransferOperation.Watch, path, expires: DateTimeOffset.UnixEpoch)));

        async Task<HttpStatusCode> StatusAsync(string token)
        {
            using var answer = await Scene.GetAsync(At, session, token);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Get_OfAnUploadThatWasTerminated_SaysThatItEnded()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "terminated.bin", 5);
        using var gone = await Scene.SendAsync(At, HttpMethod.Delete, session, [], 0);
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);

        Assert.Equal(ProgressState.Aborted, (await Scene.ProgressAsync(At, session)).State);
    }

    [Fact]
    public async Task Get_OfAnUploadThatIsForgotten_Is404()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "forgotten.bin", 5);
        await Scene.ChangeAsync(transaction => transaction.Uploads.RemoveAsync(session.Id));

        using var answer = await Scene.GetAsync(At, session);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Answers_OfAResumableUpload_SayWhereItsProgressIs()
    {
        var session = await Scene.BeginAsync(Scene.Plain, "location.bin", 10);
        using var patched = await Scene.PatchAsync(At, session, 0, "hello");
        using var head = await Scene.SendAsync(At, HttpMethod.Head, session, [], 0);

        var token = Assert.Single(patched.Headers.GetValues("Progress-Location")).Split('/')[^1];
        Assert.NotEmpty(Assert.Single(head.Headers.GetValues("Progress-Location")));
        using var answer = await Scene.GetAsync(At, session, token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(10.ToString(CultureInfo.InvariantCulture), JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("length").ToString());
    }
}
