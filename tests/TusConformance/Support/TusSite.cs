using System.Text;
using EndToEndTests.Uploads;

namespace TusConformance.Support;

/// <summary>A user's space as a TUS client sees it: where uploads are created, and what can be done to them.</summary>
internal sealed class TusSite : IDisposable
{
    public const string Version = "Tus-Resumable: 1.0.0";

    public const string BodyType = "Content-Type: application/offset+octet-stream";

    private readonly DavClient _dav;
    private readonly string _space;
    private readonly string _authorization;

    private TusSite(Topology topology, DavClient dav, string space)
    {
        _dav = dav;
        _space = space;
        _authorization = $"Authorization: {dav.Http.DefaultRequestHeaders.Authorization}";
        CreationUrl = new Uri(topology.App.GetEndpoint("ocdav", "http"), $"/dav/spaces/{space}");
        GatewayUrl = topology.App.GetEndpoint("datagateway", "http");
    }

    public Uri CreationUrl { get; }

    public Uri GatewayUrl { get; }

    public static Task<TusSite> OpenAsync(Topology topology) => OpenAsync(topology, DavClient.Einstein(topology.App));

    public static async Task<TusSite> OpenAsync(Topology topology, DavClient dav) =>
        new(topology, dav, await dav.SpaceAsync("personal", TestContext.Current.CancellationToken));

    /// <summary>A name that no other test uses.</summary>
    public static string NewName() => $"{Guid.CreateVersion7():N}.txt";

    public static string Metadata(string name) => $"Upload-Metadata: filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}";

    /// <summary>A creation with these fields and nothing else but the version and who asks.</summary>
    public Task<Reply> PostAsync(params string[] headers) => PostWithAsync(null, headers);

    public Task<Reply> PostWithAsync(string? body, params string[] headers) =>
        SendAsync("POST", CreationUrl, body, [Version, .. headers]);

    /// <summary>Anything to anywhere, with who asks and no other field of its own.</summary>
    public Task<Reply> SendAsync(string method, Uri url, string? body, params string[] headers) =>
        Wire.SendAsync(method, url, [_authorization, .. headers], body);

    /// <summary>An upload to go on with.</summary>
    public async Task<Uri> CreateAsync(string name, params string[] headers) => (await PostAsync([Metadata(name), .. headers])).MustBe(201).Location;

    public Task<Uri> CreateAsync(string name, long length) => CreateAsync(name, $"Upload-Length: {length}");

    public Task<Uri> CreateAsync(long length) => CreateAsync(NewName(), length);

    /// <summary>A finished part.</summary>
    public async Task<Uri> PartAsync(string content)
    {
        var part = (await PostAsync($"Upload-Length: {content.Length}", "Upload-Concat: partial")).MustBe(201).Location;
        (await PatchAsync(part, 0, content)).MustBe(204);
        return part;
    }

    public Task<Reply> HeadAsync(Uri upload) => SendAsync("HEAD", upload, null, Version);

    public Task<Reply> PatchAsync(Uri upload, long offset, string body, params string[] headers) =>
        SendAsync("PATCH", upload, body, [Version, BodyType, $"Upload-Offset: {offset}", .. headers]);

    public Task<Reply> DeleteAsync(Uri upload) => SendAsync("DELETE", upload, null, Version);

    /// <summary>Where a file is read and written by WebDAV.</summary>
    public Uri UrlOf(string name) => new(CreationUrl, DavClient.Url(_space, name));

    /// <summary>A file written by WebDAV.</summary>
    /// <returns>Its etag.</returns>
    public async Task<string> PutAsync(string name, string content) => (await SendAsync("PUT", UrlOf(name), content)).MustBe(201, 204)["ETag"]!;

    /// <summary>A file's content; null when there is none.</summary>
    public async Task<string?> ContentAsync(string name)
    {
        using var response = await _dav.Http.GetAsync(UrlOf(name), TestContext.Current.CancellationToken);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : null;
    }

    public async Task<IReadOnlyCollection<string>> ListAsync() =>
        (await _dav.ListAsync(DavClient.Url(_space, ""), TestContext.Current.CancellationToken)).Keys;

    public void Dispose() => _dav.Dispose();
}
