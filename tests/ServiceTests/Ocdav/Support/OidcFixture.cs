using System.Net.Http.Headers;
using UploadProcessing.TestSupport.Oidc;

namespace ServiceTests.Ocdav.Support;

/// <summary>ocdav with an issuer whose access tokens it takes. In Development, because the issuer has no certificate.</summary>
public class OidcFixture : OcdavFixture
{
    public TestIssuer Issuer { get; private set; } = null!;

    protected override string[] Settings =>
    [
        "--environment=Development", $"--Oidc:Authority={Issuer.Address}", "--Oidc:Audiences:0=uploads", "--Oidc:RequireHttpsMetadata=false",
        "--Oidc:RefreshInterval=00:00:00",
    ];

    protected override async ValueTask BeforeStartAsync() => Issuer = await TestIssuer.StartAsync(TestContext.Current.CancellationToken);

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Issuer.DisposeAsync();
    }

    /// <summary>Asks for the drives, which shows whom ocdav takes the client for.</summary>
    internal async Task<HttpResponseMessage> AskAsync(string? token, string scheme = "Bearer")
    {
        using var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue(scheme, token);
        return await client.GetAsync("/graph/v1.0/me/drives", TestContext.Current.CancellationToken);
    }
}
