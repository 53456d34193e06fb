using System.Net;
using ServiceTests.Ocdav.Support;

namespace ServiceTests.Ocdav.SigningIn;

/// <summary>Issuers that do not answer, or not as they should, and tokens by the hundred.</summary>
public sealed class IssuerTests
{
    [Fact]
    public async Task Token_OfAnIssuerThatHasNeverAnswered_Returns503UntilItDoes()
    {
        await using var ocdav = new OidcFixture();
        await ocdav.InitializeAsync();
        ocdav.Issuer.IsDown = true;
        var token = ocdav.Issuer.Mint();

        using var down = await ocdav.AskAsync(token);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, down.StatusCode);
        Assert.NotNull(down.Headers.RetryAfter);
        Assert.Contains("cannot be verified", await down.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(ocdav.Storage.Requests);

        ocdav.Issuer.IsDown = false;
        using var up = await ocdav.AskAsync(token);
        Assert.Equal(HttpStatusCode.OK, up.StatusCode);
    }

    [Fact]
    public async Task Token_OfAnIssuerWhoseDocumentIsSomebodyElses_Returns503()
    {
        await using var ocdav = new OidcFixture();
        await ocdav.InitializeAsync();
        ocdav.Issuer.Name = "http://somebody.example";

        using var answer = await ocdav.AskAsync(ocdav.Issuer.Mint(new() { Issuer = ocdav.Issuer.Name }));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
    }

    [Fact]
    public async Task Tokens_OfUnknownKeys_AskTheIssuerOnceAndEndIn429WhileGoodOnesStayGood()
    {
        await using var ocdav = new Strict();
        await ocdav.InitializeAsync();
        using var first = await ocdav.AskAsync(ocdav.Issuer.Mint());
        var asked = ocdav.Issuer.KeyRequests;

        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await ocdav.AskAsync(ocdav.Issuer.MintWithOtherKeys());
            statuses.Add(answer.StatusCode);
        }

        using var last = await ocdav.AskAsync(ocdav.Issuer.Mint());

        Assert.Equal(asked + 1, ocdav.Issuer.KeyRequests);
        Assert.Equal(
            [HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.TooManyRequests, HttpStatusCode.TooManyRequests],
            statuses);
        Assert.Equal(HttpStatusCode.OK, last.StatusCode);
    }

    private sealed class Strict : OidcFixture
    {
        protected override string[] Settings =>
            [.. base.Settings, "--Oidc:RefreshInterval=00:10:00", "--SignIn:FailuresPerAddress=3", "--Oidc:KeysLifetime=1.00:00:00"];
    }
}
