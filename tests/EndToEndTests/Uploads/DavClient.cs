using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using UploadProcessing.TestSupport;

namespace EndToEndTests.Uploads;

/// <summary>A client of ocdav as one of the development users.</summary>
public sealed class DavClient : IDisposable
{
    private static readonly XNamespace Dav = "DAV:";

    public DavClient(DistributedApplication app, string user, string password)
    {
        Http = app.CreateHttpClient("ocdav", "http");
        Http.Timeout = TimeSpan.FromMinutes(10);
        Http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    public HttpClient Http { get; }

    public static DavClient Einstein(DistributedApplication app) => new(app, "einstein", "relativity");

    public static DavClient Marie(DistributedApplication app) => new(app, "marie", "radioactivity");

    /// <summary>The id of the space of that name, or of one's own with the name <c>personal</c>. Asked first, and asked again while the answer is 503:
    /// a topology that has just started on a busy machine may say so.</summary>
    public async Task<string> SpaceAsync(string name, CancellationToken cancellationToken)
    {
        Drives? drives = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await Http.GetAsync("/graph/v1.0/me/drives", cancellationToken);
                if (answer.StatusCode is HttpStatusCode.ServiceUnavailable)
                {
                    return false;
                }

                drives = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Drives>(cancellationToken);
                return true;
            },
            TimeSpan.FromMinutes(2),
            () => "The spaces cannot be listed.");
        return drives!.Value.Single(drive => drive.Name == name || drive.DriveType == name).Id;
    }

    public static string Url(string space, string path) =>
        $"/dav/spaces/{space}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";

    public async Task<HttpResponseMessage> PutAsync(string url, HttpContent content, CancellationToken cancellationToken) =>
        await Http.PutAsync(url, content, cancellationToken);

    public Task<HttpResponseMessage> PutAsync(string url, string text, CancellationToken cancellationToken) =>
        PutAsync(url, new ByteArrayContent(Encoding.UTF8.GetBytes(text)), cancellationToken);

    public Task<HttpResponseMessage> PutPatternAsync(string url, long length, int seed, CancellationToken cancellationToken) =>
        PutAsync(url, new StreamContent(new PatternStream(length, seed), bufferSize: 128 * 1024) { Headers = { ContentLength = length } }, cancellationToken);

    /// <summary>SHA-256 of a download, in lower-case hexadecimal, and its length.</summary>
    public async Task<(string Sha256, long Length)> DownloadAsync(string url, CancellationToken cancellationToken)
    {
        using var response = await Http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        return (hash, response.Content.Headers.ContentLength ?? -1);
    }

    /// <summary>The children's decoded last path segments and sizes, as a listing of depth 1 has them.</summary>
    public async Task<Dictionary<string, long?>> ListAsync(string url, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), url) { Headers = { { "Depth", "1" } } };
        using var response = await Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        var listing = XDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken));
        return listing.Root!.Elements(Dav + "response").Skip(1).ToDictionary(
            child => Uri.UnescapeDataString(child.Element(Dav + "href")!.Value.TrimEnd('/').Split('/')[^1]),
            child => (long?)child.Descendants(Dav + "getcontentlength").FirstOrDefault());
    }

    public void Dispose() => Http.Dispose();

    private sealed record Drives([property: JsonPropertyName("value")] IReadOnlyList<Drive> Value);

    private sealed record Drive(string Id, string Name, string DriveType);
}
