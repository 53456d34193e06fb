using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ServiceTests.Processing.Pipeline;
using UploadProcessing.Contracts.Transfer;
using UploadProcessing.Processing.Steps;
using UploadProcessing.Storage.Uploads;

namespace ServiceTests.Progress;

/// <summary>An operator has files scanned again, after new signatures above all: what is found can be read by nobody until it is released.</summary>
public sealed class QuarantineTests(ProgressScene scene) : OperatorTests(scene)
{
    private static readonly string[] Steps = ["scripted"];

    [Fact]
    public async Task Rescan_ShutsAwayWhatItFindsAndNothingElse()
    {
        var space = await Scene.CreateSpaceAsync();
        var (good, bad) = (await UploadAsync(space, "good.bin", "hello"), await UploadAsync(space, "bad.bin", "virus"));
        var script = new Script(async (context, stopping) =>
        {
            await using var content = await context.Content.OpenAsync(0, stopping);
            using var reader = new StreamReader(content);
            return await reader.ReadToEndAsync(stopping) == "virus" ? StepResult.Delete("Eicar was found.") : StepResult.Continue;
        });
        await using var processing = await PipelineHost.StartAsync(Scene.Nats, script, $"services:dataprovider:http:0={At.BaseAddress}", ProgressScene.SigningKey);

        using var begun = await Operator.PostAsJsonAsync("/admin/rescans", new { spaceId = space.ToString(), steps = Steps }, Stop);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        var rescan = (await begun.Content.ReadFromJsonAsync<JsonNode>(Stop))!;
        var ended = await EndedAsync((string)rescan["id"]!);

        Assert.Equal((1, 1, 0), ((int)ended["passed"]!, (int)ended["found"]!, (int)ended["undecided"]!));
        using var readable = await DownloadAsync(good);
        Assert.Equal(HttpStatusCode.OK, readable.StatusCode);
        using var shut = await DownloadAsync(bad);
        Assert.Equal(HttpStatusCode.Forbidden, shut.StatusCode);
        Assert.Contains("scripted: Eicar was found.", await shut.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        var listed = Assert.Single((await Operator.GetFromJsonAsync<JsonArray>("/admin/quarantine", Stop))!);
        Assert.Equal(("bad.bin", bad.Id.ToString()), ((string)listed!["name"]!, (string)listed["revision"]!));

        using var released = await Operator.PostAsync($"/admin/quarantine/{bad.Id}/release", null, Stop);
        using var again = await DownloadAsync(bad);
        using var twice = await Operator.PostAsync($"/admin/quarantine/{bad.Id}/release", null, Stop);
        Assert.Equal(
            (HttpStatusCode.NoContent, HttpStatusCode.OK, HttpStatusCode.NotFound), (released.StatusCode, again.StatusCode, twice.StatusCode));
    }

    [Theory]
    [InlineData("""{"spaceId":"nothing"}""")]
    [InlineData("""{"steps":["No Step"]}""")]
    public async Task Rescan_OfWhatCannotBeRead_Is400(string json)
    {
        using var content = new StringContent(json, null, "application/json");

        using var answer = await Operator.PostAsync("/admin/rescans", content, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    private async Task<UploadSession> UploadAsync(UploadProcessing.Contracts.SpaceId space, string name, string text)
    {
        var session = await Scene.BeginAsync(space, name, text.Length);
        using var sent = await Scene.PatchAsync(At, session, 0, text);
        Assert.Equal(HttpStatusCode.NoContent, sent.StatusCode);
        return session;
    }

    private async Task<HttpResponseMessage> DownloadAsync(UploadSession session)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/data/simple/{session.Id}");
        request.Headers.Add(TransferToken.HeaderName, Scene.Token(session, TransferOperation.Read, $"/data/simple/{session.Id}"));
        return await At.SendAsync(request, Stop);
    }

    private async Task<JsonNode> EndedAsync(string rescan)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (true)
        {
            var listed = (await Operator.GetFromJsonAsync<JsonArray>("/admin/rescans", deadline.Token))!;
            if (listed.Single(one => (string)one!["id"]! == rescan) is { } found && found["endedAt"] is not null)
            {
                return found;
            }

            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }
}
