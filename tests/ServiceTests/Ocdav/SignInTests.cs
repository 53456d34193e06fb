using System.Diagnostics;
using System.Net;
using System.Text;
using ServiceTests.Ocdav.Support;
using UploadProcessing.Contracts.Access;

namespace ServiceTests.Ocdav;

public sealed class SignInTests : IClassFixture<OcdavFixture>
{
    private readonly OcdavFixture _ocdav;

    public SignInTests(OcdavFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
    }

    [Theory]
    [InlineData("GET", "/dav/spaces/1284d238-aa92-42ce-bdc4-0b0000009157/x")]
    [InlineData("PUT", "/dav/spaces/1284d238-aa92-42ce-bdc4-0b0000009157/x")]
    [InlineData("PROPFIND", "/dav/spaces/1284d238-aa92-42ce-bdc4-0b0000009157/")]
    [InlineData("GET", "/graph/v1.0/me/drives")]
    [InlineData("GET", "/somewhere/else")]
    public async Task Request_WithoutCredentials_Returns401WithAChallenge(string method, string path)
    {
        using var answer = await SendAsync(method, path, null);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Basic realm=\"UploadProcessing\", charset=\"UTF-8\"", answer.Headers.WwwAuthenticate.ToString());
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Theory]
    [InlineData("GET", "/status.php", HttpStatusCode.OK)]
    [InlineData("GET", "/health", HttpStatusCode.OK)]
    [InlineData("GET", "/alive", HttpStatusCode.OK)]
    [InlineData("OPTIONS", "/dav/spaces/1284d238-aa92-42ce-bdc4-0b0000009157/x", HttpStatusCode.NoContent)]
    public async Task Request_ThatAnybodyMayMake_NeedsNoCredentials(string method, string path, HttpStatusCode status)
    {
        using var answer = await SendAsync(method, path, null);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task Options_SaysWhatIsServed()
    {
        using var answer = await SendAsync("OPTIONS", OcdavFixture.Url(""), null);

        Assert.Equal("1", answer.Headers.GetValues("DAV").Single());
        Assert.Contains("MKCOL", answer.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("Basic !!!")]
    [InlineData("Basic bm9jb2xvbg==")]
    [InlineData("Bearer abc")]
    [InlineData("Basic")]
    public async Task Request_WithMalformedCredentials_Returns401(string authorization)
    {
        using var answer = await SendAsync("GET", OcdavFixture.Url("x"), authorization);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Request_Utf8NameAndPasswordWithColon_IsThatUsers()
    {
        using var answer = await SendAsync("MKCOL", OcdavFixture.Url("x"), Basic("märie", "rädio:activity"));

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var tokens = new AccessTokens(
            Microsoft.Extensions.Options.Options.Create(new AccessOptions { SigningKey = OcdavFixture.AccessKey }), TimeProvider.System);
        Assert.Equal("märie", (await tokens.VerifyAsync(_ocdav.Storage.AccessTokens.Single()))?.User.Value);
    }

    [Fact]
    public async Task Request_AfterTooManyFailures_Returns429ButThoseSignedInGoOn()
    {
        using var before = await SendAsync("MKCOL", OcdavFixture.Url("x"), Basic("einstein", "relativity"));
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await SendAsync("MKCOL", OcdavFixture.Url("x"), Basic("einstein", "guess"));
            statuses.Add(answer.StatusCode);
        }

        using var after = await SendAsync("MKCOL", OcdavFixture.Url("x"), Basic("einstein", "relativity"));

        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized,
            HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests], statuses);
        Assert.Equal(HttpStatusCode.Created, after.StatusCode);
    }

    [Fact]
    public async Task Put_NamesSpacePathAndUploadOnTheServerSpanAndNoToken()
    {
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);

        using var answer = await SendAsync("PUT", OcdavFixture.Url("d%20ir/new.bin"), Basic("einstein", "relativity"));

        bool Seen()
        {
            lock (spans)
            {
                return spans.Any(s => s.GetTagItem("file.path") is "d ir/new.bin"
                    && s.GetTagItem("space.id") is "1284d238-aa92-42ce-bdc4-0b0000009157"
                    && s.GetTagItem("upload.id") is "91cc9882-db71-4b37-b694-a522850fcee1"
                    && s.TagObjects.All(t => t.Value is not string text || !text.Contains(FakeStorageProvider.TransferToken, StringComparison.Ordinal)));
            }
        }

        // The span ends after the answer has been sent.
        Assert.True(SpinWait.SpinUntil(Seen, TimeSpan.FromSeconds(20)));
    }

    private static string Basic(string name, string password) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"));

    private async Task<HttpResponseMessage> SendAsync(string method, string path, string? authorization)
    {
        using var client = new HttpClient { BaseAddress = _ocdav.Address };
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
