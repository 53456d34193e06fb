using System.Net;
using ServiceTests.Ocdav.Support;

namespace ServiceTests.Ocdav.SigningIn;

public sealed class BearerTests : IClassFixture<OidcFixture>
{
    private static readonly string[] SeveralUsers = ["lise", "einstein"];

    private readonly OidcFixture _ocdav;

    public BearerTests(OidcFixture ocdav)
    {
        _ocdav = ocdav;
        _ocdav.Reset();
        _ocdav.Issuer.IsDown = false;
    }

    public static TheoryData<string> Bad =>
    [
        "expired", "not yet valid", "for ever", "wrong audience", "no audience", "wrong issuer", "unknown key", "alg none", "public key as secret",
        "no user", "two users", "number for a user", "empty user", "control character", "colon", "long name", "signature cut", "garbage", "nothing",
    ];

    [Theory]
    [InlineData("RS256")]
    [InlineData("ES256")]
    public async Task Token_OfTheIssuer_IsTheUserThatItNames(string algorithm)
    {
        using var answer = await _ocdav.AskAsync(_ocdav.Issuer.Mint(new() { Algorithm = algorithm, User = "lise meitner" }));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(["lise meitner"], await _ocdav.UsersAsync());
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Token_ThatIsNotGood_Returns401AndIsNobody(string kind)
    {
        using var answer = await _ocdav.AskAsync(Make(kind));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(
            ["Basic realm=\"UploadProcessing\", charset=\"UTF-8\"", "Bearer realm=\"UploadProcessing\", error=\"invalid_token\""],
            answer.Headers.GetValues("WWW-Authenticate"));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Empty(_ocdav.Storage.Requests);
    }

    [Fact]
    public async Task Request_WithoutCredentials_IsToldOfBothWays()
    {
        using var answer = await _ocdav.AskAsync(null);

        Assert.Equal(
            ["Basic realm=\"UploadProcessing\", charset=\"UTF-8\"", "Bearer realm=\"UploadProcessing\""], answer.Headers.GetValues("WWW-Authenticate"));
    }

    [Fact]
    public async Task Basic_BesideBearer_StillSignsIn()
    {
        var (scheme, value) = (OcdavFixture.Basic("einstein", "relativity").Scheme, OcdavFixture.Basic("einstein", "relativity").Parameter);

        using var answer = await _ocdav.AskAsync(value, scheme);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Token_ExpiredWithinTheClocksDifference_IsGood()
    {
        using var answer = await _ocdav.AskAsync(_ocdav.Issuer.Mint(new() { Expires = TimeSpan.FromSeconds(-10) }));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Token_AfterTheIssuersKeysWereReplaced_IsGoodAtItsFirstRequestAndTheOldOneIsNot()
    {
        var old = _ocdav.Issuer.Mint();
        using var before = await _ocdav.AskAsync(old);
        _ocdav.Issuer.Rotate();

        using var after = await _ocdav.AskAsync(_ocdav.Issuer.Mint());
        using var withOld = await _ocdav.AskAsync(old);

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Unauthorized],
            new[] { before.StatusCode, after.StatusCode, withOld.StatusCode });
    }

    [Fact]
    public async Task Token_WhileTheIssuerIsDown_IsGoodUnderAKnownKeyAndUnknownUnderAnother()
    {
        using var before = await _ocdav.AskAsync(_ocdav.Issuer.Mint());
        _ocdav.Issuer.IsDown = true;

        using var known = await _ocdav.AskAsync(_ocdav.Issuer.Mint());
        using var unknown = await _ocdav.AskAsync(_ocdav.Issuer.MintWithOtherKeys());

        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, unknown.StatusCode);
    }

    private string Make(string kind) => kind switch
    {
        "expired" => _ocdav.Issuer.Mint(new() { NotBefore = TimeSpan.FromHours(-2), Expires = TimeSpan.FromMinutes(-5) }),
        "not yet valid" => _ocdav.Issuer.Mint(new() { NotBefore = TimeSpan.FromMinutes(5), Expires = TimeSpan.FromHours(1) }),
        "for ever" => _ocdav.Issuer.Mint(new() { Expires = null }),
        "wrong audience" => _ocdav.Issuer.Mint(new() { Audience = "somebody else" }),
        "no audience" => _ocdav.Issuer.Mint(new() { Audience = null }),
        "wrong issuer" => _ocdav.Issuer.Mint(new() { Issuer = "http://127.0.0.1:1" }),
        "unknown key" => _ocdav.Issuer.MintWithOtherKeys(),
        "alg none" => _ocdav.Issuer.MintUnsigned(),
        "public key as secret" => _ocdav.Issuer.MintWithPublicKeyAsSecret(),
        "no user" => _ocdav.Issuer.Mint(new() { User = null }),
        "two users" => _ocdav.Issuer.Mint(new() { User = SeveralUsers }),
        "number for a user" => _ocdav.Issuer.Mint(new() { User = 7 }),
        "empty user" => _ocdav.Issuer.Mint(new() { User = "" }),
        "control character" => _ocdav.Issuer.Mint(new() { User = "lise\r\nX-Admin: yes" }),
        "colon" => _ocdav.Issuer.Mint(new() { User = "lise:meitner" }),
        "long name" => _ocdav.Issuer.Mint(new() { User = new string('l', 256) }),
        "signature cut" => _ocdav.Issuer.Mint()[..^4],
        "garbage" => "a.b.c",
        _ => " ",
    };
}
