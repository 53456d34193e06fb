using System.Text;
using System.Text.Json;

namespace ClientTests.Browser;

/// <summary>What a page of another origin is let see of an answer; its browser decides that by the CORS headers.</summary>
public sealed class FetchTests(Topology topology)
{
    // More than the socket buffers on the way can hold: the refusal comes while the browser is still sending.
    private const int Large = 64 << 20;

    private const string Fetch = """
        async ([method, url, headers, length]) => {
            const body = length === null ? undefined : new Blob([new Uint8Array(length)]);
            const answer = await fetch(url, { method, headers: JSON.parse(headers), body });
            return JSON.stringify({ status: answer.status, headers: Object.fromEntries(answer.headers) });
        }
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly (string, string)[] Tus = [("Tus-Resumable", "1.0.0")];
    private static readonly (string, string)[] Einstein = [("Authorization", Basic("relativity"))];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AnUpload_StepByStep_ShowsThePageEveryHeaderItNeeds()
    {
        await using var scene = await Scene.StartAsync(topology, 1, Stop);
        var folder = scene.Place.FolderUrl;

        var options = await AskAsync(scene, "OPTIONS", folder, []);
        var created = await AskAsync(
            scene, "POST", folder, [.. Einstein, .. Tus, ("Upload-Length", "10"), ("Upload-Metadata", $"filename {Convert.ToBase64String("tus.txt"u8)}")]);
        Assert.Equal(201, created.Status);
        var upload = created.Headers["location"];
        var first = await PatchAsync(scene, upload, offset: 0, length: 4);
        var head = await AskAsync(scene, "HEAD", upload, Tus);
        var last = await PatchAsync(scene, upload, offset: 4, length: 6);
        var part = await AskAsync(scene, "GET", $"{folder}/tus.txt", [.. Einstein, ("Range", "bytes=2-5")]);
        var put = await AskAsync(scene, "PUT", $"{folder}/put.txt", [.. Einstein, ("X-OC-Mtime", "1700000000")], 10);

        options.Shows("tus-version", "tus-extension", "tus-max-size", "tus-checksum-algorithm");
        created.Shows("location", "tus-resumable", "upload-expires");
        Assert.Equal((204, "4"), (first.Status, first.Headers["upload-offset"]));
        first.Shows("tus-resumable", "upload-expires");
        Assert.Equal((200, "4", "10"), (head.Status, head.Headers["upload-offset"], head.Headers["upload-length"]));
        head.Shows("upload-metadata", "upload-expires");
        Assert.Equal((204, "10"), (last.Status, last.Headers["upload-offset"]));
        last.Shows("etag", "oc-etag", "oc-fileid", "oc-perm");
        Assert.Equal((206, "bytes 2-5/10", last.Headers["etag"]), (part.Status, part.Headers["content-range"], part.Headers["etag"]));
        Assert.Equal((201, "accepted"), (put.Status, put.Headers["x-oc-mtime"]));
        put.Shows("etag", "oc-etag", "oc-fileid");
    }

    [Fact]
    public async Task ARefusal_WhileTheBrowserIsSending_ReachesThePage()
    {
        await using var scene = await Scene.StartAsync(topology, 1, Stop);
        var folder = scene.Place.FolderUrl;
        var created = await AskAsync(
            scene, "POST", folder, [.. Einstein, .. Tus, ("Upload-Length", $"{Large}"), ("Upload-Metadata", $"filename {Convert.ToBase64String("tus.bin"u8)}")]);

        var wrongPassword = await AskAsync(scene, "PUT", $"{folder}/put.bin", [("Authorization", Basic("wrong"))], Large);
        var wrongEtag = await AskAsync(scene, "PUT", $"{folder}/put.bin", [.. Einstein, ("If-Match", "\"other\"")], Large);
        var wrongOffset = await PatchAsync(scene, created.Headers["location"], offset: 5, Large);
        var wrongToken = await PatchAsync(scene, created.Headers["location"] + "x", offset: 0, Large);

        Assert.Equal([401, 412, 409, 401], [wrongPassword.Status, wrongEtag.Status, wrongOffset.Status, wrongToken.Status]);
    }

    private static string Basic(string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"einstein:{password}"))}";

    private static Task<Answer> PatchAsync(Scene scene, string upload, long offset, int length) =>
        AskAsync(scene, "PATCH", upload, [.. Tus, ("Upload-Offset", $"{offset}"), ("Content-Type", "application/offset+octet-stream")], length);

    private static async Task<Answer> AskAsync(Scene scene, string method, string url, (string Name, string Value)[] headers, int? length = null)
    {
        var all = JsonSerializer.Serialize(headers.ToDictionary(header => header.Name, header => header.Value));
        return JsonSerializer.Deserialize<Answer>(await scene.Browser.Page.EvaluateAsync<string>(Fetch, new object?[] { method, url, all, length }), Json)!;
    }

    private sealed record Answer(int Status, IReadOnlyDictionary<string, string> Headers)
    {
        public void Shows(params string[] names) => Assert.Empty(names.Except(Headers.Keys));
    }
}
