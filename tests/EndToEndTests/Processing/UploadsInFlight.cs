using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using EndToEndTests.Storm;
using EndToEndTests.Uploads;

namespace EndToEndTests.Processing;

/// <summary>Many uploads that are being processed, none of whose clients waits.</summary>
internal sealed class UploadsInFlight
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private readonly ProcessedTopology _topology;
    private readonly string _space;
    private readonly List<string> _names;
    private readonly Dictionary<string, string?> _states = [];

    private UploadsInFlight(ProcessedTopology topology, string space, List<string> names) => (_topology, _space, _names) = (topology, space, names);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Puts that many; each is answered before it is processed.</summary>
    public static async Task<UploadsInFlight> StartAsync(ProcessedTopology topology, DavClient client, string name, int count)
    {
        var uploads = new UploadsInFlight(
            topology, await client.SpaceAsync("Lab", Stop), [.. Enumerable.Range(0, count).Select(number => $"{name}-{number}.txt")]);
        await Parallel.ForEachAsync(uploads._names, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Stop }, async (file, stop) =>
        {
            using var put = await client.PutAsync(DavClient.Url(uploads._space, file), file, stop);
            Assert.Equal(HttpStatusCode.Accepted, put.StatusCode);
            lock (uploads._states)
            {
                uploads._states.Add(put.Headers.GetValues("Progress-Location").Single(), null);
            }
        });
        return uploads;
    }

    /// <summary>Every one becomes a file, once, and nothing stays behind.</summary>
    public async Task EndAsync(DavClient client)
    {
        // Of all of them, each time: what was a file before has to be one still.
        foreach (var progress in _states.Keys.ToList())
        {
            _states[progress] = null;
        }

        await Eventually.TrueAsync(
            async () =>
            {
                await Parallel.ForEachAsync(
                    _states.Where(one => one.Value is not "finalized").Select(one => one.Key).ToList(),
                    new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = Stop },
                    async (one, _) =>
                    {
                        var state = await StateAsync(one);
                        lock (_states)
                        {
                            _states[one] = state;
                        }
                    });
                return _states.Values.All(state => state == "finalized");
            },
            Limit,
            () => $"Not all have ended: {string.Join(", ", _states.Values.CountBy(state => state ?? "unknown"))}.");
        var listed = await client.ListAsync($"/dav/spaces/{_space}", Stop);
        Assert.All(_names, file => Assert.Equal(file.Length, listed[file]));
        Assert.Equal(_names[^1], await client.Http.GetStringAsync(DavClient.Url(_space, _names[^1]), Stop));
        await Fsck.FindsNothingAsync(_topology, Stop);
    }

    private static async Task<string?> StateAsync(string progress)
    {
        using var http = new HttpClient();
        try
        {
            var state = (await http.GetFromJsonAsync<JsonNode>(progress, Stop))!;
            return state["reason"] is { } reason ? $"{state["state"]}: {reason}" : (string?)state["state"];
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
