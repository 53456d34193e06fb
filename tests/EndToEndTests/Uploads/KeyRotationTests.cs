using System.Net;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using UploadProcessing.Contracts.Transfer;

namespace EndToEndTests.Uploads;

/// <summary>docs/key-rotation.md: a key that no longer signs still verifies, so uploads that began with it end well (ocis#8427).</summary>
public sealed class KeyRotationTests(KeyRotationTests.Rotated topology) : IClassFixture<KeyRotationTests.Rotated>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("datagateway")]
    [InlineData("dataprovider")]
    public async Task Put_TokenOfTheKeyBefore_IsAccepted(string hop)
    {
        var (_, _, old, _) = await InitiateAsync();
        using var client = topology.CreateClient(hop);

        using var accepted = await PutAsync(client, old);

        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
    }

    [Theory]
    [InlineData("datagateway")]
    [InlineData("dataprovider")]
    public async Task Put_TokenOfAKeyThatWasRemoved_IsUnauthenticated(string hop)
    {
        var (_, _, _, removed) = await InitiateAsync();
        using var client = topology.CreateClient(hop);

        using var refused = await PutAsync(client, removed);

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task Initiate_AfterARotation_SignsWithTheNewKey()
    {
        var (_, granted, old, _) = await InitiateAsync();

        Assert.NotEqual(KeyId(old), KeyId(granted));
        using var client = topology.CreateClient("dataprovider");
        using var accepted = await PutAsync(client, granted);
        Assert.Equal(HttpStatusCode.Created, accepted.StatusCode);
    }

    private static string KeyId(string token) =>
        JsonDocument.Parse(Base64UrlEncoder.Decode(token.Split('.')[0])).RootElement.GetProperty("kid").GetString()!;

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/data") { Content = new StringContent("12345") };
        request.Headers.Add(TransferToken.HeaderName, token);
        return await client.SendAsync(request, Stop);
    }

    /// <summary>One session, and its token as the current key, the one before and one that was removed sign it.</summary>
    private async Task<(string Space, string Granted, string Old, string Removed)> InitiateAsync()
    {
        using var client = DavClient.Einstein(topology.App);
        var space = await client.SpaceAsync("personal", Stop);
        var (upload, granted) = await topology.Minted.InitiateAsync(topology.App, space, $"{Guid.NewGuid():N}", length: 5, Stop);
        return (space, granted, Sign(Rotated.KeyBefore), Sign(new string('r', 64)));

        string Sign(string key) => topology.Minted.Transfer(
            upload, TransferOperation.Write, space: UploadProcessing.Contracts.SpaceId.Parse(space), key: key);
    }

    public sealed class Rotated : Topology
    {
        public static string KeyBefore { get; } = $"before-{Guid.NewGuid():N}{Guid.NewGuid():N}";

        public MintedTokens Minted { get; } = new();

        protected override IEnumerable<string> Arguments => Minted.Arguments;

        protected override void Configure(IDistributedApplicationTestingBuilder builder)
        {
            foreach (var participant in new[] { "storageprovider", "datagateway", "dataprovider" })
            {
                builder.CreateResourceBuilder<ProjectResource>(participant).WithEnvironment("Transfer__PreviousSigningKeys__0", KeyBefore);
            }
        }
    }
}
