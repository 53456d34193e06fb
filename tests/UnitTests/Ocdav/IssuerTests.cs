using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using UploadProcessing.Ocdav.Authentication.Oidc;
using UploadProcessing.TestSupport.Oidc;

namespace UnitTests.Ocdav;

/// <summary>When the issuer is asked for its keys, and what is believed meanwhile.</summary>
public sealed class IssuerTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private TestIssuer _server = null!;
    private OidcOptions _options = null!;
    private Issuer _issuer = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await TestIssuer.StartAsync(Stop);
        _options = new OidcOptions { Authority = _server.Address, Audiences = { "uploads" }, RequireHttpsMetadata = false };
        _issuer = new Issuer(new Clients(), Options.Create(_options), _time, NullLogger<Issuer>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _issuer.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Keys_WithinTheirLifetime_AreAskedForOnceAndAfterwardsAgain()
    {
        var first = await _issuer.CurrentAsync(Stop);
        _server.Rotate();
        _time.Advance(_options.KeysLifetime - TimeSpan.FromSeconds(1));
        Assert.Same(first, await _issuer.CurrentAsync(Stop));

        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await _issuer.CurrentAsync(Stop);

        Assert.Equal(2, _server.KeyRequests);
        Assert.Empty(second!.SigningKeys.Select(key => key.KeyId).Intersect(first!.SigningKeys.Select(key => key.KeyId)));
    }

    [Fact]
    public async Task Keys_WhenTheIssuerIsDownAfterTheirLifetime_StayGood()
    {
        var known = await _issuer.CurrentAsync(Stop);
        _server.IsDown = true;
        _time.Advance(_options.KeysLifetime);

        Assert.Same(known, await _issuer.CurrentAsync(Stop));
        Assert.Null(await _issuer.NewerThanAsync(known!, Stop));
    }

    [Fact]
    public async Task Issuer_ThatDoesNotAnswer_IsAskedAgainOnlyAfterTheInterval()
    {
        _server.IsDown = true;
        Assert.Null(await _issuer.CurrentAsync(Stop));
        _server.IsDown = false;

        Assert.Null(await _issuer.CurrentAsync(Stop));
        _time.Advance(_options.RefreshInterval);

        Assert.NotNull(await _issuer.CurrentAsync(Stop));
    }

    private sealed class Clients : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new();
    }
}
