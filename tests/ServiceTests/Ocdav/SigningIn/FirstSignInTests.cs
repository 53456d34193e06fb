using System.Net;
using Cs3.Rpc.V1Beta1;
using Cs3.Storage.Provider.V1Beta1;
using ServiceTests.Ocdav.Support;

namespace ServiceTests.Ocdav.SigningIn;

public sealed class FirstSignInTests : IClassFixture<FirstSignInTests.Welcoming>
{
    private readonly Welcoming _ocdav;

    public FirstSignInTests(Welcoming ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
    }

    private IEnumerable<CreateStorageSpaceRequest> Made => _ocdav.Storage.Requests.OfType<CreateStorageSpaceRequest>();

    [Fact]
    public async Task Requests_ManyAtOnceOfSomebodyNew_MakeOnePersonalSpace()
    {
        var token = _ocdav.Issuer.Mint(new() { User = "emmy", DisplayName = "Emmy/Noether\n" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _ocdav.AskAsync(token)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        var made = Assert.Single(Made);
        Assert.Equal(("personal", "EmmyNoether"), (made.Type, made.Name));
        Assert.All(await _ocdav.UsersAsync(), user => Assert.Equal("emmy", user));
    }

    [Fact]
    public async Task Request_OfSomebodyWhoHasASpace_AsksOnce()
    {
        _ocdav.Storage.OnCreateSpace = _ => Code.AlreadyExists;
        var token = _ocdav.Issuer.Mint(new() { User = "maria" });

        using var first = await _ocdav.AskAsync(token);
        using var second = await _ocdav.AskAsync(token);

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Single(Made);
    }

    [Fact]
    public async Task Request_WhoseSpaceCouldNotBeMade_Returns503AndTheNextOneTriesAgain()
    {
        _ocdav.Storage.OnCreateSpace = _ => Code.Unavailable;
        var token = _ocdav.Issuer.Mint(new() { User = "rosalind" });

        using var first = await _ocdav.AskAsync(token);
        _ocdav.Storage.OnCreateSpace = _ => Code.Ok;
        using var second = await _ocdav.AskAsync(token);
        using var third = await _ocdav.AskAsync(token);

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK], new[] { first.StatusCode, second.StatusCode, third.StatusCode });
        Assert.Equal(2, Made.Count());
    }

    [Fact]
    public async Task Request_OfADevelopmentUser_MakesNone()
    {
        using var answer = await _ocdav.AskAsync(_ocdav.Issuer.Mint(new() { User = "einstein" }));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(Made);
    }

    [Fact]
    public async Task Request_OfAConfiguredUserOutsideDevelopment_MakesOne()
    {
        await using var ocdav = new OutsideDevelopment();
        await ocdav.InitializeAsync();

        using var answer = await ocdav.SendAsync("GET", "/graph/v1.0/me/drives");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("Albert Einstein", ocdav.Storage.Single<CreateStorageSpaceRequest>().Name);
    }

    public sealed class Welcoming : OidcFixture
    {
        protected override string[] Settings => [.. base.Settings, "--PersonalSpaces:CreateAtFirstSignIn=true"];
    }

    private sealed class OutsideDevelopment : OcdavFixture
    {
        protected override string[] Settings => ["--PersonalSpaces:CreateAtFirstSignIn=true"];
    }
}
