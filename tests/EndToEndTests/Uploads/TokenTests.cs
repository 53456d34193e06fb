using System.Net;
using System.Text;
using Cs3.Storage.Provider.V1Beta1;
using Grpc.Core;
using Grpc.Net.Client;
using UploadProcessing.Contracts;
using UploadProcessing.Contracts.Transfer;

namespace EndToEndTests.Uploads;

/// <summary>Nobody in: what a transfer token does not allow is refused at both hops with the table's status, and changes nothing.</summary>
public sealed class TokenTests(TokenTests.Keyed topology) : IClassFixture<TokenTests.Keyed>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, HttpStatusCode> Refused
    {
        get
        {
            var refused = new TheoryData<string, string, HttpStatusCode>();
            foreach (var hop in new[] { "datagateway", "dataprovider" })
            {
                refused.Add(hop, "missing", HttpStatusCode.Unauthorized);
                refused.Add(hop, "malformed", HttpStatusCode.Unauthorized);
                refused.Add(hop, "tampered", HttpStatusCode.Unauthorized);
                refused.Add(hop, "alg-none", HttpStatusCode.Unauthorized);
                refused.Add(hop, "other-key", HttpStatusCode.Unauthorized);
                refused.Add(hop, "access-token", HttpStatusCode.Unauthorized);
                refused.Add(hop, "read-for-write", HttpStatusCode.Forbidden);
                refused.Add(hop, "other-user", HttpStatusCode.Forbidden);
                refused.Add(hop, "other-space", HttpStatusCode.Forbidden);
                refused.Add(hop, "expired", HttpStatusCode.Gone);
                refused.Add(hop, "unknown-upload", HttpStatusCode.NotFound);
            }

            refused.Add("datagateway", "unknown-target", HttpStatusCode.Forbidden);
            refused.Add("datagateway", "target-of-another-upload", HttpStatusCode.Forbidden);
            return refused;
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Put_TokenThatDoesNotAllowIt_IsRefusedAndTheUploadCanStillBeMade(string hop, string token, HttpStatusCode status)
    {
        var (upload, space, granted) = await InitiateAsync();
        using var client = topology.CreateClient(hop);

        using var refused = await PutAsync(client, Make(token, granted, upload, space));

        Assert.Equal(status, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        using var accepted = await PutAsync(client, granted);
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
    }

    [Fact]
    public async Task Put_TokenInTheHeaderForAnotherUploadInThePath_IsForbidden()
    {
        var (_, _, granted) = await InitiateAsync();
        using var client = topology.CreateClient("dataprovider");
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/data/simple/{UploadId.New()}") { Content = new StringContent("12345") };
        request.Headers.Add(TransferToken.HeaderName, granted);

        using var refused = await client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Put_ThroughTheGatewayWithTheTokenInThePath_IsTheSameUpload()
    {
        var (_, _, granted) = await InitiateAsync();
        using var client = topology.CreateClient("datagateway");

        using var accepted = await client.PutAsync($"/data/{granted}", new StringContent("12345"), Stop);

        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
        Assert.True(accepted.Headers.Contains("OC-FileId"));
    }

    [Fact]
    public async Task Get_ThroughTheGateway_IsTheFileAndNeverAPageOfItsOrigin()
    {
        var (upload, space, granted) = await InitiateAsync();
        using var client = topology.CreateClient("datagateway");
        using var put = await PutAsync(client, granted);
        Assert.Equal(HttpStatusCode.Created, put.StatusCode);

        using var got = await client.GetAsync($"/data/{topology.Minted.Transfer(upload, TransferOperation.Read, space: space)}", Stop);

        Assert.Equal("12345", await got.Content.ReadAsStringAsync(Stop));
        Assert.Equal("nosniff", Assert.Single(got.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("attachment", got.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Fact]
    public async Task Put_AgainWithTheSameToken_IsRefusedAndTheFileStays()
    {
        var (_, space, granted) = await InitiateAsync();
        using var client = topology.CreateClient("dataprovider");
        using var first = await PutAsync(client, granted);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);

        using var second = await PutAsync(client, granted);

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        using var dav = DavClient.Einstein(topology.App);
        Assert.All((await dav.ListAsync(DavClient.Url(space.ToString(), ""), Stop)).Values, length => Assert.Equal(5, length));
    }

    [Fact]
    public async Task Put_SeveralAtOnceWithTheSameToken_OneIsTheFile()
    {
        var (_, _, granted) = await InitiateAsync();
        using var client = topology.CreateClient("dataprovider");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PutAsync(client, granted)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.Locked }));
    }

    [Theory]
    [InlineData("Content-Range", "bytes 0-4/10", HttpStatusCode.BadRequest)]
    [InlineData("Content-Encoding", "gzip", HttpStatusCode.UnsupportedMediaType)]
    public async Task Put_BodyThatIsNotTheFile_IsRefused(string header, string value, HttpStatusCode status)
    {
        var (_, _, granted) = await InitiateAsync();
        using var client = topology.CreateClient("dataprovider");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/data") { Content = new StringContent("12345") };
        request.Headers.Add(TransferToken.HeaderName, granted);
        request.Content.Headers.TryAddWithoutValidation(header, value);

        using var refused = await client.SendAsync(request, Stop);

        Assert.Equal(status, refused.StatusCode);
    }

    [Fact]
    public async Task Provider_WithoutAnAccessToken_IsUnauthenticated()
    {
        using var channel = Channel();
        var provider = new ProviderAPI.ProviderAPIClient(channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await provider.StatAsync(new StatRequest(), cancellationToken: Stop));

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/data") { Content = new StringContent("12345") };
        if (token is not null)
        {
            request.Headers.Add(TransferToken.HeaderName, token);
        }

        return await client.SendAsync(request, Stop);
    }

    private string? Make(string kind, string granted, UploadId upload, SpaceId space) => kind switch
    {
        "missing" => null,
        "malformed" => "not.a.token",
        "tampered" => Tampered(granted),
        "alg-none" => Unsigned(granted),
        "other-key" => topology.Minted.Transfer(upload, TransferOperation.Write, space: space, key: new string('k', 64)),
        "access-token" => topology.Minted.Access("einstein"),
        "read-for-write" => topology.Minted.Transfer(upload, TransferOperation.Read, space: space),
        "other-user" => topology.Minted.Transfer(upload, TransferOperation.Write, user: "marie", space: space),
        "other-space" => topology.Minted.Transfer(upload, TransferOperation.Write, space: SpaceId.New()),
        "expired" => topology.Minted.Transfer(upload, TransferOperation.Write, space: space, lifetime: TimeSpan.FromSeconds(-10)),
        "unknown-upload" => topology.Minted.Transfer(UploadId.New(), TransferOperation.Write, space: space),
        "unknown-target" => topology.Minted.Transfer(upload, TransferOperation.Write, space: space, target: new Uri($"http://elsewhere/data/simple/{upload}")),
        "target-of-another-upload" => topology.Minted.Transfer(upload, TransferOperation.Write, space: space, target: new Uri($"http://dataprovider/data/simple/{UploadId.New()}")),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    // The payload names another user, the signature is the old one.
    private static string Tampered(string token)
    {
        var parts = token.Split('.');
        var payload = Decode(parts[1]).Replace("einstein", "marie123", StringComparison.Ordinal);
        return $"{parts[0]}.{Encode(payload)}.{parts[2]}";
    }

    private static string Unsigned(string token) => $"{Encode("""{"alg":"none","typ":"JWT"}""")}.{token.Split('.')[1]}.";

    private static string Decode(string part) => Encoding.UTF8.GetString(Microsoft.IdentityModel.Tokens.Base64UrlEncoder.DecodeBytes(part));

    private static string Encode(string text) => Microsoft.IdentityModel.Tokens.Base64UrlEncoder.Encode(text);

    private async Task<(UploadId Upload, SpaceId Space, string Token)> InitiateAsync()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("personal", Stop);
        var (upload, token) = await topology.Minted.InitiateAsync(topology.App, space, $"{Guid.NewGuid():N}", length: 5, Stop);
        return (upload, SpaceId.Parse(space), token);
    }

    private GrpcChannel Channel() => GrpcChannel.ForAddress(topology.App.GetEndpoint("storageprovider", "grpc"));

    public sealed class Keyed : Topology
    {
        public MintedTokens Minted { get; } = new();

        protected override IEnumerable<string> Arguments => Minted.Arguments;
    }
}
