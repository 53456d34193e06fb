using System.Text;
using System.Text.Json;
using Microsoft.Playwright;

namespace ClientTests.Browser;

/// <summary>The page of tus-js-client: one upload of one of the place's files, signed in as einstein.</summary>
internal sealed class TusPage(Chromium browser, Workplace place)
{
    private static readonly string Authorization = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes("einstein:relativity"))}";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private IPage Page => browser.Page;

    public async Task OpenAsync(Pages pages, string file)
    {
        await Page.GotoAsync(pages.TusJs);
        await Page.SetInputFilesAsync("#file", place.PathOf(file));
    }

    /// <summary>Starts the upload.</summary>
    /// <returns>The URL of an earlier one that it goes on with.</returns>
    public Task<string?> BeginAsync(object? options = null)
    {
        var all = JsonSerializer.SerializeToNode(options ?? new { }, Json)!.AsObject();
        all["endpoint"] = place.FolderUrl;
        all["authorization"] = Authorization;
        return Page.EvaluateAsync<string?>("options => begin(JSON.parse(options))", all.ToJsonString());
    }

    public Task PauseAsync() => Page.EvaluateAsync("pause()");

    public Task GoOnAsync() => Page.EvaluateAsync("goOn()");

    public async Task<Seen> SeenAsync() => JsonSerializer.Deserialize<Seen>(await Page.EvaluateAsync<string>("JSON.stringify(seen)"), Json)!;

    /// <summary>Waits for the client to say that it is done.</summary>
    public async Task<Seen> DoneAsync()
    {
        await Page.WaitForFunctionAsync("seen.done || seen.error");
        var seen = await SeenAsync();
        Assert.Null(seen.Error);
        return seen;
    }

    /// <summary>What the client has told.</summary>
    public sealed record Seen(IReadOnlyList<Request> Requests, long Sent, string? Url, bool Done, string? Error);

    /// <summary>An answered request: from where it sent bytes, the offset in the answer, and what else it said.</summary>
    public sealed record Request(string Method, int Status, string? From, string? Offset, string? Length, string? Concat);
}
