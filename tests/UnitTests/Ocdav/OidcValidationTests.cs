using Microsoft.Extensions.Hosting.Internal;
using UploadProcessing.Ocdav.Authentication.Oidc;

namespace UnitTests.Ocdav;

public sealed class OidcValidationTests
{
    [Fact]
    public void Unset_IsOffAndFine() => Assert.Null(Problem(new OidcOptions()));

    [Fact]
    public void AuthorityAndAudience_AreEnough() => Assert.Null(Problem(Good()));

    [Fact]
    public void Audiences_None_AreRefused() => Assert.Contains(
        "Oidc:Audiences", Problem(new OidcOptions { Authority = "https://id.example" }), StringComparison.Ordinal);

    [Theory]
    [InlineData("not an address")]
    [InlineData("http://id.example")]
    [InlineData("ftp://id.example")]
    public void Authority_WithoutTls_IsRefused(string authority) =>
        Assert.Contains("Oidc:Authority", Problem(Good(options => options.Authority = authority)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Production", false)]
    [InlineData("Staging", false)]
    [InlineData("Development", true)]
    public void HttpsNotRequired_InDevelopmentOnly_IsTaken(string environment, bool taken)
    {
        var options = Good(options => (options.RequireHttpsMetadata, options.Authority) = (false, "http://localhost:8080"));

        Assert.Equal(taken, Problem(options, environment) is null);
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("none")]
    [InlineData("RSA-OAEP")]
    public void Algorithm_ThatIsNotAsymmetric_IsRefused(string algorithm) =>
        Assert.Contains(algorithm, Problem(Good(options => options.Algorithms.Add(algorithm))), StringComparison.Ordinal);

    private static OidcOptions Good(Action<OidcOptions>? change = null)
    {
        var options = new OidcOptions { Authority = "https://id.example", Audiences = { "uploads" } };
        change?.Invoke(options);
        return options;
    }

    private static string? Problem(OidcOptions options, string environment = "Production") =>
        new OidcValidation(new HostingEnvironment { EnvironmentName = environment }).Validate(null, options).FailureMessage;
}
