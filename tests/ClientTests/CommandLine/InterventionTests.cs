using System.Net;
using System.Text.Json;
using ClientTests.Dashboard;
using ClientTests.Watching;
using NATS.Client.Core;
using NATS.Client.JetStream;

namespace ClientTests.CommandLine;

/// <summary>What operators do to uploads and files by <c>uploads</c>, with steps that really look at them.</summary>
[Collection(nameof(DashboardTopology))]
public sealed class InterventionTests(DashboardTopology topology)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Upload_AbortedWithItsBytes_IsRestartedFromAStep()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        var upload = await WatchedUpload.CreateAsync(place.Client, place.Server, "again.txt", Stop);
        var id = await uploads.IdOfAsync("again.txt");
        Assert.Contains("409", (await uploads.OperateAsync("resume", id)).EndedWith(1).Error, StringComparison.Ordinal);
        await upload.SendAsync(Stop);
        await StepAsync(uploads, id, "delay");

        (await uploads.OperateAsync("resume", id)).EndedWith(0);
        (await uploads.OperateAsync("abort", id, "--keep-bytes")).EndedWith(0);
        (await uploads.OperateAsync("watch", id)).EndedWith(1);
        Assert.Contains("dance", (await uploads.OperateAsync("restart", id, "--from-step", "dance")).EndedWith(1).Error, StringComparison.Ordinal);
        var unknown = (await uploads.OperateAsync("restart", id, "--from-step", "delay")).EndedWith(1);
        Assert.Contains("Begin with its first step, policy", unknown.Error, StringComparison.Ordinal);
        (await uploads.OperateAsync("restart", id, "--from-step", "policy")).EndedWith(0);

        (await uploads.OperateAsync("watch", id)).EndedWith(0);
        var lab = await place.Client.SpaceAsync("Lab", Stop);
        Assert.Equal("watched from the first byte on".Length, (await place.Client.DownloadAsync(DavClient.Url(lab, "again.txt"), Stop)).Length);
        Assert.Contains("again.txt", (await uploads.OperateAsync("list", "--space", lab)).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("again.txt", (await uploads.OperateAsync("list", "--space", place.Space)).EndedWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WhoseUploadWasEnded_HasItLookedAtAgainWithoutSendingAByte()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        await place.WriteAsync("once.bin", 100_000, seed: 1, Stop);
        var lab = await place.Client.SpaceAsync("Lab", Stop);
        string[] put = ["put", "once.bin", $"{place.Server.GetLeftPart(UriPartial.Authority)}/dav/spaces/{lab}/"];

        var first = uploads.RunAsync(put);
        var id = "";
        await Eventually.TrueAsync(async () => (id = await IdIfThereAsync(uploads, "once.bin")).Length > 0, Limit, () => "no upload");
        await StepAsync(uploads, id, "delay");
        (await uploads.OperateAsync("abort", id, "--keep-bytes")).EndedWith(0);
        Assert.Contains("The same command has it looked at again.", (await first).EndedWith(1).Error, StringComparison.Ordinal);

        (await uploads.RunAsync(put)).EndedWith(0);
        Assert.Equal(id, await IdIfThereAsync(uploads, "once.bin"));       // no other upload
        Assert.Equal(100_000, (await place.Client.DownloadAsync(DavClient.Url(lab, "once.bin"), Stop)).Length);
    }

    [Fact]
    public async Task Event_ThatNobodyUnderstands_IsGivenUpAndReplayed()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        var subject = $"uploads.processing-finished.{Guid.CreateVersion7()}";
        await using (var bus = new NatsConnection(NatsOpts.Default with { Url = (await topology.App.GetConnectionStringAsync("nats", Stop))! }))
        {
            (await new NatsJSContext(bus).PublishAsync(subject, "no event", opts: new NatsJSPubOpts { MsgId = subject }, cancellationToken: Stop)).EnsureSuccess();
        }

        var first = await GivenUpAsync(uploads, subject, before: null);
        Assert.Contains("once more", (await uploads.OperateAsync("events", "replay", first)).EndedWith(0).Error, StringComparison.Ordinal);

        // Delivered, looked at, and given up again: it did not change meanwhile.
        var second = await GivenUpAsync(uploads, subject, before: first);
        Assert.Contains("404", (await uploads.OperateAsync("events", "replay", first)).EndedWith(1).Error, StringComparison.Ordinal);
        Assert.Contains(second, (await uploads.OperateAsync("events", "--json")).EndedWith(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_ThatWasNotGivenUp_IsNotReplayed()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);

        var run = await new UploadsProgram(topology, place).OperateAsync("events", "replay", Guid.CreateVersion7().ToString());

        Assert.Contains("404", run.EndedWith(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_InWhichANewSignatureFindsSomething_IsQuarantinedAndReleased()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        var lab = await place.Client.SpaceAsync("Lab", Stop);
        var url = DavClient.Url(lab, "yesterday.txt");
        using var put = await place.Client.PutAsync(url, "harmless until today", Stop);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        await topology.AddSignatureAsync("Newest", "harmless until today", Stop);
        (await uploads.OperateAsync("rescan", "--space", lab, "--step", "virusscan")).EndedWith(0);
        var (revision, rescans) = ("", "");
        await Eventually.TrueAsync(
            async () =>
            {
                rescans = (await uploads.OperateAsync("rescan", "list", "--json")).EndedWith(0).Output;
                return (revision = await QuarantinedAsync(uploads, "yesterday.txt")).Length > 0;
            },
            Limit, () => $"nothing is quarantined; {rescans}\n{topology.NewestLines("processing")}");
        using var kept = await place.Client.Http.GetAsync(url, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, kept.StatusCode);

        (await uploads.OperateAsync("quarantine", "release", revision)).EndedWith(0);
        Assert.Equal(20, (await place.Client.DownloadAsync(url, Stop)).Length);
        Assert.Contains("404", (await uploads.OperateAsync("quarantine", "release", revision)).EndedWith(1).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DataRoot_IsBackedUpWhileItServes_AndRestored()
    {
        await using var place = await Workplace.CreateAsync(topology, Stop);
        var uploads = new UploadsProgram(topology, place);
        await place.WriteAsync("kept.bin", 100_000, seed: 1, Stop);
        (await uploads.RunAsync("put", "kept.bin", place.UrlOf("kept.bin"))).EndedWith(0);
        var (backup, restored) = (place.PathOf("backup"), place.PathOf("restored"));

        (await uploads.RunAsync("backup", backup, "--data-root", Path.Combine(topology.DataRoot, "storage"))).EndedWith(0);
        (await uploads.RunAsync("restore", backup, "--data-root", restored)).EndedWith(0);

        Assert.Contains("Clean", (await uploads.RunAsync("fsck", "--data-root", restored)).EndedWith(0).Output, StringComparison.Ordinal);
        Assert.NotEqual(0, (await uploads.RunAsync("restore", backup, "--data-root", restored)).ExitCode);      // never over something
    }

    private static async Task StepAsync(UploadsProgram uploads, string id, string step)
    {
        var seen = "";
        await Eventually.TrueAsync(
            async () =>
            {
                seen = (await uploads.OperateAsync("show", id, "--json")).EndedWith(0).Output;
                return JsonDocument.Parse(seen).RootElement.TryGetProperty("step", out var now) && now.GetString() == step;
            },
            Limit, () => seen);
    }

    private static async Task<string> QuarantinedAsync(UploadsProgram uploads, string name) =>
        JsonDocument.Parse((await uploads.OperateAsync("quarantine", "--json")).EndedWith(0).Output).RootElement.EnumerateArray()
            .Where(file => file.GetProperty("name").GetString() == name).Select(file => file.GetProperty("revision").GetString()).FirstOrDefault() ?? "";

    private static async Task<string> IdIfThereAsync(UploadsProgram uploads, string name) =>
        JsonDocument.Parse((await uploads.OperateAsync("list", "--json")).EndedWith(0).Output).RootElement.GetProperty("uploads").EnumerateArray()
            .Where(upload => upload.GetProperty("name").GetString() == name).Select(upload => upload.GetProperty("id").GetString()).SingleOrDefault() ?? "";

    /// <summary>What the event is called among those that were given up.</summary>
    private static async Task<string> GivenUpAsync(UploadsProgram uploads, string subject, string? before)
    {
        string? id = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var list = JsonDocument.Parse((await uploads.OperateAsync("events", "--json")).EndedWith(0).Output);
                id = list.RootElement.GetProperty("events").EnumerateArray().Where(one => one.GetProperty("subject").GetString() == subject)
                    .Select(one => one.GetProperty("id").GetString()).FirstOrDefault(one => one != before);
                return id is not null;
            },
            Limit, () => $"{subject} is not given up.");
        return id!;
    }
}
