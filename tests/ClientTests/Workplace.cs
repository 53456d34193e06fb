using System.Security.Cryptography;
using UploadProcessing.TestSupport;

namespace ClientTests;

/// <summary>What one test needs: an empty folder on this machine and an empty folder in a space.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private Workplace(Uri server, DavClient client, string space)
    {
        Server = server;
        Client = client;
        Space = space;
    }

    /// <summary>ocdav.</summary>
    public Uri Server { get; }

    /// <summary>Checks from outside what the program under test has done.</summary>
    public DavClient Client { get; }

    public string Space { get; }

    public string Local { get; } = Directory.CreateTempSubdirectory("client-").FullName;

    /// <summary>The folder's name in the space.</summary>
    public string Name { get; } = Guid.CreateVersion7().ToString("N");

    public string SpaceUrl => $"{Server.GetLeftPart(UriPartial.Authority)}/dav/spaces/{Space}";

    public string FolderUrl => $"{SpaceUrl}/{Name}";

    public static async Task<Workplace> CreateAsync(Topology topology, CancellationToken cancellationToken)
    {
        var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("personal", cancellationToken);
        var place = new Workplace(topology.App.GetEndpoint("ocdav", "http"), client, space);
        using var request = new HttpRequestMessage(new HttpMethod("MKCOL"), place.FolderUrl);
        using var made = await client.Http.SendAsync(request, cancellationToken);
        made.EnsureSuccessStatusCode();
        return place;
    }

    public string UrlOf(string name) => $"{FolderUrl}/{Uri.EscapeDataString(name)}";

    public string PathOf(string name) => Path.Combine(Local, name);

    /// <summary>Writes a file of that many bytes; another seed gives other bytes.</summary>
    public async Task WriteAsync(string name, long length, int seed, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        await using var pattern = new PatternStream(length, seed);
        await using var file = File.Create(PathOf(name));
        await pattern.CopyToAsync(file, cancellationToken);
    }

    public async Task<string> Sha256Async(string name, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(PathOf(name));
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
    }

    public Task<Dictionary<string, long?>> ListAsync(CancellationToken cancellationToken) => Client.ListAsync(FolderUrl, cancellationToken);

    public ValueTask DisposeAsync()
    {
        Client.Dispose();
        Directory.Delete(Local, recursive: true);
        return ValueTask.CompletedTask;
    }
}
