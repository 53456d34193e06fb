using System.Text;
using UploadProcessing.LoadTests.Http;

namespace UploadProcessing.LoadTests.Ways;

/// <summary>Where uploads go.</summary>
/// <param name="Folder">Where they are created: a space or folder of ocdav, a TUS server's creation address, a WebDAV folder.</param>
/// <param name="Authorization">The value of the header, or null.</param>
/// <param name="DataProvider">The dataprovider, if bytes go straight to it; null: to wherever <c>Location</c> says.</param>
/// <param name="Prefer">What the client prefers about when it is answered, or null.</param>
internal sealed record Server(Uri Folder, string? Authorization = null, Uri? DataProvider = null, string? Prefer = null)
{
    public static string Basic(string user, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public RequestHead Put(string name, long size) =>
        new RequestHead("PUT", new Uri(Folder, name), size).Add("Authorization", Authorization).Add("Prefer", Prefer);

    /// <summary>The creation of an upload; with bytes behind it, creation-with-upload.</summary>
    public RequestHead Post(string name, long size, bool withBytes)
    {
        var head = new RequestHead("POST", Folder, withBytes ? size : 0)
            .Add("Authorization", Authorization)
            .Add("Tus-Resumable", "1.0.0")
            .Add("Upload-Length", $"{size}")
            .Add("Upload-Metadata", "filename " + Convert.ToBase64String(Encoding.UTF8.GetBytes(name)));
        return withBytes ? head.Add("Content-Type", "application/offset+octet-stream") : head;
    }

    /// <summary>All of an upload's bytes.</summary>
    public RequestHead Patch(string location, long size) => PatchSome(location, offset: 0, size);

    /// <summary>Bytes of an upload, from an offset on.</summary>
    public RequestHead PatchSome(string location, long offset, long size) => To(location, "PATCH", size)
        .Add("Tus-Resumable", "1.0.0")
        .Add("Upload-Offset", $"{offset}")
        .Add("Content-Type", "application/offset+octet-stream");

    /// <summary>Watches an upload by server-sent events.</summary>
    public RequestHead Watch(string progress) => To(progress, "GET", 0).Add("Accept", "text/event-stream");

    private RequestHead To(string location, string method, long size)
    {
        var (target, token) = DataProvider is { } direct ? TransferLocation.Read(location).On(direct) : (new Uri(Folder, location), null);
        return new RequestHead(method, target, size).Add("X-Reva-Transfer", token);
    }
}
