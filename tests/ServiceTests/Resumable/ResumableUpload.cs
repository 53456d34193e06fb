using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ServiceTests.Chain;

namespace ServiceTests.Resumable;

/// <summary>A TUS upload through ocdav and gateway.</summary>
internal sealed class ResumableUpload(ChainFixture chain, Uri url)
{
    public Uri Url => url;

    public static async Task<HttpResponseMessage> CreateAsync(ChainFixture chain, string space, string name, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/dav/spaces/{space}");
        request.Headers.Add("Tus-Resumable", "1.0.0");
        request.Headers.Add("Upload-Metadata", $"filename {Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}");
        foreach (var (field, value) in headers)
        {
            request.Headers.Add(field, value);
        }

        return await chain.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<ResumableUpload> BeginAsync(ChainFixture chain, string space, string name, params (string Name, string Value)[] headers)
    {
        using var created = await CreateAsync(chain, space, name, headers);
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        return new ResumableUpload(chain, new Uri(chain.Gateway, created.Headers.Location!.OriginalString));
    }

    public Task<HttpResponseMessage> PatchAsync(long offset, string bytes, params (string Name, string Value)[] headers) => SendAsync(
        HttpMethod.Patch,
        new ByteArrayContent(Encoding.Latin1.GetBytes(bytes)) { Headers = { ContentType = new MediaTypeHeaderValue("application/offset+octet-stream") } },
        [("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture)), .. headers]);

    public async Task<(HttpStatusCode Status, long? Offset)> HeadAsync()
    {
        using var head = await SendAsync(HttpMethod.Head, content: null);
        return (head.StatusCode, OffsetOf(head));
    }

    public static long? OffsetOf(HttpResponseMessage answer) => answer.Headers.TryGetValues("Upload-Offset", out var values)
        ? long.Parse(values.Single(), CultureInfo.InvariantCulture)
        : null;

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };
        request.Headers.Add("Tus-Resumable", "1.0.0");
        foreach (var (field, value) in headers)
        {
            request.Headers.Add(field, value);
        }

        return await chain.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
