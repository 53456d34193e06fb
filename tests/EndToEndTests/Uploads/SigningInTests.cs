using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using UploadProcessing.TestSupport.Oidc;

namespace EndToEndTests.Uploads;

/// <summary>Ways to sign in, through to a file that is there afterwards.</summary>
public sealed class SigningInTests(SigningInTests.WithIssuer topology) : IClassFixture<SigningInTests.WithIssuer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bearer_FirstSignIn_FindsAPersonalSpaceAndUploadsToIt()
    {
        using var client = Client("Bearer", topology.Issuer.Mint(new() { User = "lise", DisplayName = "Lise Meitner" }));

        var drive = Assert.Single((await client.GetFromJsonAsync<JsonElement>("/graph/v1.0/me/drives", Stop)).GetProperty("value").EnumerateArray());
        Assert.Equal(("personal", "Lise Meitner"), (drive.GetProperty("driveType").GetString(), drive.GetProperty("name").GetString()));
        var file = $"/dav/spaces/{drive.GetProperty("id").GetString()}/fission.txt";
        using var put = await client.PutAsync(file, new StringContent("barium"), Stop);

        Assert.Equal(HttpStatusCode.Created, put.StatusCode);
        Assert.Equal("barium", await client.GetStringAsync(file, Stop));
    }

    [Fact]
    public async Task AppPassword_UploadsUntilItIsRevoked()
    {
        using var einstein = DavClient.Einstein(topology.App);
        var file = DavClient.Url(await einstein.SpaceAsync("personal", Stop), $"{Guid.NewGuid():N}");
        using var made = await einstein.Http.PostAsJsonAsync("/app-passwords", new { label = "phone" }, Stop);
        var password = await made.Content.ReadFromJsonAsync<JsonElement>(Stop);
        using var phone = Client(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"einstein:{password.GetProperty("password").GetString()}")));

        using var put = await phone.PutAsync(file, new StringContent("from the phone"), Stop);
        using var revoked = await einstein.Http.DeleteAsync(made.Headers.Location, Stop);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.NoContent), (put.StatusCode, revoked.StatusCode));
        var status = HttpStatusCode.OK;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await phone.GetAsync(file, Stop);
                status = answer.StatusCode;
                return status == HttpStatusCode.Unauthorized;
            },
            TimeSpan.FromSeconds(30), () => $"The revoked app password was still answered with {status}.");
        Assert.Equal("from the phone", await einstein.Http.GetStringAsync(file, Stop));
    }

    private HttpClient Client(string scheme, string credentials)
    {
        var client = topology.CreateClient("ocdav");
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(scheme, credentials);
        return client;
    }

    public sealed class WithIssuer : Topology
    {
        public TestIssuer Issuer { get; private set; } = null!;

        protected override async ValueTask BeforeStartAsync(CancellationToken cancellationToken) =>
            Issuer = await TestIssuer.StartAsync(cancellationToken);

        protected override ValueTask AfterStopAsync() => Issuer.DisposeAsync();

        protected override void Configure(IDistributedApplicationTestingBuilder builder) => builder
            .CreateResourceBuilder<ProjectResource>("ocdav")
            .WithEnvironment("Oidc__Authority", Issuer.Address)
            .WithEnvironment("Oidc__Audiences__0", "uploads")
            .WithEnvironment("Oidc__RequireHttpsMetadata", "false");
    }
}
