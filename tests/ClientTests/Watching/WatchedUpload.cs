using System.Globalization;
using System.Net;
using System.Text;

namespace ClientTests.Watching;

/// <summary>A resumable upload into <c>Lab</c> that comes when it is told to.</summary>
internal sealed class WatchedUpload
{
    private const string Content = "watched from the first byte on";

    private readonly HttpClient _http;
    private readonly string _address;

    private WatchedUpload(HttpClient http, string address, string progress) => (_http, _address, Progress) = (http, address, progress);

    public string Progress { get; }

    public static async Task<WatchedUpload> CreateAsync(DavClient client, Uri server, string name, CancellationToken cancellationToken)
    {
        var space = await client.SpaceAsync("Lab", cancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{server.GetLeftPart(UriPartial.Authority)}/dav/spaces/{space}/");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Length", Content.Length.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}");
        using var created = await client.Http.SendAsync(request, cancellationToken);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return new WatchedUpload(client.Http, created.Headers.Location!.ToString(), created.Headers.GetValues("Progress-Location").Single());
    }

    /// <summary>Sends its bytes, in two requests; the steps are not waited for.</summary>
    public async Task SendAsync(CancellationToken cancellationToken)
    {
        foreach (var (from, to) in new[] { (0, Content.Length / 2), (Content.Length / 2, Content.Length) })
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, _address) { Content = new ByteArrayContent(Encoding.ASCII.GetBytes(Content[from..to])) };
            request.Headers.Add("Tus-Resumable", "1.0.0");
            request.Headers.Add("Upload-Offset", from.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("Prefer", "respond-async");
            request.Content.Headers.ContentType = new("application/offset+octet-stream");
            using var answer = await _http.SendAsync(request, cancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        }
    }
}
